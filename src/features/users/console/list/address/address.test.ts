import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  filterNames,
  filters as definitions,
  type Filter,
  type FilterDefinition,
  type Filters,
} from '../../../contract/filters.ts'
import { sorts, type SortName } from '../../../contract/sorts.ts'
import {
  askedPeople,
  formatAddress,
  parseAddress,
  peopleKey,
  plainList,
  sameView,
  viewQuery,
  withPeople,
  type ListAddress,
} from './address.ts'

const everything = () => true

describe('the address of the list', () => {
  test('nothing in it is everybody, by name', () => {
    expect(parseAddress({})).toEqual({ address: plainList, ignored: [] })
    expect(formatAddress(plainList)).toEqual({})
  })

  test('a pasted address shows the same people in the same order', () => {
    const { address } = parseAddress({
      q: 'ana',
      status: 'any:active',
      skill: 'all:12,44',
      queue: 'none',
      lastSignIn: 'older:30d',
      sort: '-created',
      size: '100',
    })
    expect(askedPeople(address)).toEqual({
      search: 'ana',
      status: 'any:active',
      skill: 'all:12,44',
      queue: 'none',
      lastSignIn: 'older:30d',
    })
    expect(address.sort).toEqual({ by: 'created', descending: true })
    expect(address.size).toBe(100)
  })

  test('defaults are left out', () => {
    const { address } = parseAddress({ sort: 'name', status: 'active' })
    expect(formatAddress(address)).toEqual({ status: 'any:active' })
  })

  test('an unknown key is ignored and told', () => {
    const { address, ignored } = parseAddress({ colour: 'red', status: 'active' })
    expect(ignored).toEqual([{ key: 'colour' }])
    expect(address.filters).toEqual({ status: { op: 'any', values: ['active'] } })
  })

  test('a value that makes no sense is ignored, with the reason', () => {
    const { address, ignored } = parseAddress({ status: 'sleeping', sort: 'shoe', size: '7', layout: 'pile' })
    expect(address).toEqual(plainList)
    expect(ignored.map((i) => i.key)).toEqual(['status', 'sort', 'layout', 'size'])
    expect(ignored[0]?.why).toContain('sleeping')
  })

  test('a filter of a module that is off does not exist', () => {
    const { address, ignored } = parseAddress({ queue: 'none' }, (module) => module !== 'queues')
    expect(address.filters).toEqual({})
    expect(ignored).toEqual([{ key: 'queue' }])
  })

  test('names that every object has are no filters', () => {
    expect(parseAddress({ constructor: 'x', toString: 'y' }).ignored.map((i) => i.key)).toEqual([
      'constructor',
      'toString',
    ])
  })

  test('other people begin at their first page', () => {
    const on = { ...plainList, after: 'cursor', view: 'active' }
    expect(withPeople(on, { search: 'ana' })).toEqual({ ...plainList, search: 'ana', view: 'active' })
  })

  test('a view keeps who, order and layout, and neither page nor preview', () => {
    const { address } = parseAddress({
      status: 'any:active',
      layout: 'cards',
      after: 'x',
      peek: 'y',
      view: '12',
      size: '25',
    })
    expect(viewQuery(address)).toBe('status=any%3Aactive&layout=cards')
    expect(sameView('status=active&layout=cards', viewQuery(address))).toBe(true)
    expect(sameView('status=inactive', viewQuery(address))).toBe(false)
  })

  test('the same people have the same key, whatever their order', () => {
    const a = parseAddress({ status: 'active', q: ' ana ', sort: '-name' }).address
    const b = parseAddress({ q: 'ana', status: 'any:active' }).address
    expect(peopleKey(a)).toBe(peopleKey(b))
  })
})

const filterOf = (definition: FilterDefinition): fc.Arbitrary<Filter> => {
  const { kind, options, many } = definition
  if (kind === 'time') {
    return fc.oneof(
      fc.record({ op: fc.constantFrom('older' as const, 'newer' as const), days: fc.integer({ min: 0, max: 99_999 }) }),
      fc.constant<Filter>({ op: 'between', from: '2026-01-01', to: null }),
      fc.constant<Filter>({ op: 'unset' }),
    )
  }
  const value = options
    ? fc.constantFrom(...Object.keys(options))
    : kind === 'id'
      ? fc.integer({ min: 1, max: 2147483647 }).map(String)
      : kind === 'user'
        ? fc.uuid()
        : kind === 'name'
          ? fc.constantFrom('ana.lind', '204', 'jon@example.com', 'Ķ. O’Neil')
          : !many
            ? fc.constantFrom('Europe/Riga', 'Asia/Manila')
            : fc.constantFrom('pt-BR', 'lv')
  return fc.oneof(
    fc.record({
      op: many
        ? fc.constantFrom('any' as const, 'all' as const, 'none' as const)
        : fc.constantFrom('any' as const, 'none' as const),
      values: fc.uniqueArray(value, { minLength: 1, maxLength: 5 }),
    }),
    fc.constant<Filter>({ op: 'set' }),
  )
}
const anyFilters: fc.Arbitrary<Filters> = fc.record(
  Object.fromEntries(filterNames.map((name) => [name, filterOf(definitions[name])])),
  { requiredKeys: [] },
)
const anyText = fc.string({ maxLength: 30 }).map((s) => s || null)
const anyAddress: fc.Arbitrary<ListAddress> = fc.record({
  search: fc.string({ maxLength: 200, unit: 'grapheme' }).map((s) => s.slice(0, 200)),
  filters: anyFilters,
  sort: fc.record({ by: fc.constantFrom(...(Object.keys(sorts) as SortName[])), descending: fc.boolean() }),
  view: anyText,
  layout: fc.constantFrom('table', 'cards', null),
  size: fc.constantFrom(25, 50, 100, 200, null),
  after: anyText,
  before: anyText,
  peek: anyText,
})

test('every list survives its own address', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      const { address: read, ignored } = parseAddress(formatAddress(address), everything)
      expect(ignored).toEqual([])
      expect(read).toEqual(address)
    }),
  )
})
