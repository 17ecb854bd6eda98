/**
 * The address of the users list, read and written:
 *   /users?q=ana&status=any:active&sort=-created&view=active&layout=cards&size=100&after=…&peek=…
 * Everything that decides who stands on the page is in it, so that the same address shows the same people to whoever
 * may see them. Defaults are left out. What it does not know is ignored, and told.
 */
import type { Module } from '#src/contract/modules.ts'
import {
  filterNames,
  filters as definitions,
  formatFilter,
  parseFilter,
  type Filter,
  type FilterDefinition,
  type FilterName,
  type Filters,
} from '../../../contract/filters.ts'
import { formatSort, parseSort, type Sort } from '../../../contract/sorts.ts'

export type Layout = 'table' | 'cards'
export type Size = 25 | 50 | 100 | 200
export const sizes = [25, 50, 100, 200] as const satisfies readonly Size[]

export type ListAddress = {
  readonly search: string
  readonly filters: Filters
  readonly sort: Sort
  /** The saved view from which this list was opened. */
  readonly view: string | null
  /** Null leaves it to the person's preference and the width of the window. */
  readonly layout: Layout | null
  readonly size: Size | null
  readonly after: string | null
  readonly before: string | null
  /** The user shown beside the list. */
  readonly peek: string | null
}

export const byName: Sort = { by: 'name', descending: false }
export const plainList: ListAddress = {
  search: '',
  filters: {},
  sort: byName,
  view: null,
  layout: null,
  size: null,
  after: null,
  before: null,
  peek: null,
}

/** The search box takes no more (the same limit as the API's). */
export const LONGEST_SEARCH = 200

type Texts = Readonly<Record<string, string>>
export type Ignored = { readonly key: string; readonly why?: string }
export type ReadAddress = { readonly address: ListAddress; readonly ignored: readonly Ignored[] }

const OWN_KEYS = ['q', 'sort', 'view', 'layout', 'size', 'after', 'before', 'peek']
const isFilterName = (key: string): key is FilterName => Object.hasOwn(definitions, key)

/** Whether a filter exists for this tenant: those of a module that is off do not. */
export const isOffered = (name: FilterName, hasModule: (module: Module) => boolean): boolean => {
  const { module }: FilterDefinition = definitions[name]
  return module === undefined || hasModule(module)
}

/** Reads the search parameters of the page. */
export function parseAddress(texts: Texts, hasModule: (module: Module) => boolean = () => true): ReadAddress {
  const ignored: Ignored[] = []
  const filters: { [N in FilterName]?: Filter } = {}
  for (const [key, text] of Object.entries(texts)) {
    if (OWN_KEYS.includes(key) || text === '') continue
    if (!isFilterName(key) || !isOffered(key, hasModule)) {
      ignored.push({ key })
      continue
    }
    try {
      filters[key] = parseFilter(key, text)
    } catch (error) {
      ignored.push({ key, why: (error as Error).message })
    }
  }
  const one = <T>(key: string, read: (text: string) => T | null, otherwise: T): T => {
    const text = texts[key]
    if (text === undefined || text === '') return otherwise
    const value = read(text)
    if (value === null) ignored.push({ key, why: `“${text.slice(0, 40)}” is none of its values.` })
    return value ?? otherwise
  }
  const text = (key: string) => texts[key] || null
  const address: ListAddress = {
    search: (texts['q'] ?? '').slice(0, LONGEST_SEARCH),
    filters,
    sort: one('sort', parseSort, byName),
    view: text('view'),
    layout: one<Layout | null>('layout', (v) => (v === 'table' || v === 'cards' ? v : null), null),
    size: one<Size | null>('size', (v) => sizes.find((n) => String(n) === v) ?? null, null),
    after: text('after'),
    before: text('before'),
    peek: text('peek'),
  }
  return { address, ignored }
}

const sameSort = (a: Sort, b: Sort) => a.by === b.by && a.descending === b.descending

/** The filters in the order of the catalogue, as the API and the address write them. */
export const filterTexts = (filters: Filters): Record<string, string> =>
  Object.fromEntries(filterNames.flatMap((name) => (filters[name] ? [[name, formatFilter(filters[name])]] : [])))

/** The search parameters of an address, in a fixed order, defaults left out. */
export function formatAddress(address: ListAddress): Record<string, string> {
  const { search, filters, sort, view, layout, size, after, before, peek } = address
  return {
    ...(search === '' ? {} : { q: search }),
    ...filterTexts(filters),
    ...(sameSort(sort, byName) ? {} : { sort: formatSort(sort) }),
    ...(view === null ? {} : { view }),
    ...(layout === null ? {} : { layout }),
    ...(size === null ? {} : { size: String(size) }),
    ...(after === null ? {} : { after }),
    ...(before === null ? {} : { before }),
    ...(peek === null ? {} : { peek }),
  }
}

/** What `GET /users` and `GET /users/count` are asked: the people, without order or place. */
export const askedPeople = ({ search, filters }: Pick<ListAddress, 'search' | 'filters'>): Record<string, string> => ({
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...filterTexts(filters),
})

/** One text for one set of people, so that two sets can be compared. */
export const peopleKey = (address: Pick<ListAddress, 'search' | 'filters'>): string =>
  new URLSearchParams(askedPeople(address)).toString()

/** What a saved view keeps: who, in which order, drawn how. */
export const viewQuery = ({ search, filters, sort, layout }: ListAddress): string =>
  new URLSearchParams(formatAddress({ ...plainList, search, filters, sort, layout })).toString()

/** The same people in the same order and layout, however the query was written. */
export function sameView(a: string, b: string): boolean {
  const canonical = (query: string) => viewQuery(parseAddress(Object.fromEntries(new URLSearchParams(query))).address)
  return canonical(a) === canonical(b)
}

/** Another set of people begins at its first page: a cursor belongs to the set that it was made for. */
export const withPeople = (
  address: ListAddress,
  change: Partial<Pick<ListAddress, 'search' | 'filters' | 'sort'>>,
): ListAddress => ({
  ...address,
  ...change,
  after: null,
  before: null,
})
