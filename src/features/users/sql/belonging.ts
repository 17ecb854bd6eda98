/**
 * Filters by what people belong to: roles, groups and queues, asked of the numbers that the directory keeps of each person
 * (migrations/0002, docs/decisions/0005).
 */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'
import { facetOf, withoutMarks } from '../../../server/database/facets.ts'
import type { Filter, FilterName } from '../contract/filters.ts'
import type { Shares } from './shares.ts'

type Predicate = Expression<boolean>

/** Facets that a larger share of people have are looked at in the row, and not fetched from the index. */
const COMMON = 0.2
/**
 * Traits, which have no index here, are fetched from the memberships when a smaller share of people have them: the first
 * where nothing else narrows, the second where an index does so already.
 */
const RARE = { alone: 0.02, beside: 0.002 } as const

type Kind = { readonly of: 'role' | 'group' | 'queue'; readonly in: 'facets' | 'traits'; readonly without: number }
const kinds = {
  role: { of: 'role', in: 'facets', without: withoutMarks.role },
  desk: { of: 'group', in: 'facets', without: withoutMarks.desk },
  skill: { of: 'group', in: 'traits', without: withoutMarks.skill },
  tag: { of: 'group', in: 'traits', without: withoutMarks.tag },
  businessUnit: { of: 'group', in: 'traits', without: withoutMarks.business_unit },
  agentGroup: { of: 'group', in: 'traits', without: withoutMarks.agent_group },
  queue: { of: 'queue', in: 'traits', without: withoutMarks.queue },
} as const satisfies { readonly [N in FilterName]?: Kind }
export type BelongingName = keyof typeof kinds
export const isBelonging = (name: FilterName): name is BelongingName => Object.hasOwn(kinds, name)

export type Belonging = { readonly name: BelongingName; readonly filter: Filter }

/** What names those who are wanted, and not those who are not. */
const narrowing: readonly string[] = ['any', 'all']
const numbersOf = (name: BelongingName, filter: Filter) => idsOf(filter).map((id) => facetOf(kinds[name].of, id))
const sumOf = (numbers: readonly number[], shares: Shares) => numbers.reduce((sum, number) => sum + shares(number), 0)

const idsOf = (filter: Filter): number[] => ('values' in filter ? filter.values.map(Number) : [])

/**
 * What every one of these filters asks, as predicates over the person `p` of the view `people`.
 * @param searched a search narrows as well.
 */
export function belonging(
  tenantId: number,
  wanted: readonly Belonging[],
  { shares = () => 0.1, searched }: { shares?: Shares | undefined; searched: boolean },
): Predicate[] {
  const narrows = ({ name, filter }: Belonging) =>
    kinds[name].in === 'facets' && sumOf(numbersOf(name, filter), shares) <= COMMON && narrowing.includes(filter.op)
  const rareness = searched || wanted.some(narrows) ? RARE.beside : RARE.alone
  const needed: { facets: number[]; traits: number[] } = { facets: [], traits: [] }
  const parts: Predicate[] = []
  for (const { name, filter } of wanted) {
    const kind: Kind = kinds[name]
    const numbers = numbersOf(name, filter)
    const rare = kind.in === 'traits' && sumOf(numbers, shares) < rareness
    if (filter.op === 'unset') needed[kind.in].push(kind.without)
    else if (filter.op === 'set') parts.push(sql<boolean>`not (${some(kind, [kind.without])})`)
    else if (filter.op === 'none') parts.push(sql<boolean>`not (${some(kind, numbers)})`)
    else if (filter.op === 'any' && rare) parts.push(among(tenantId, kind, idsOf(filter)))
    else if (filter.op === 'any' && numbers.length > 1) parts.push(some(kind, numbers))
    else needed[kind.in].push(...numbers)
  }
  return [...parts, ...indexed(needed.facets, shares), ...all('traits', needed.traits)]
}

const some = (kind: Kind, numbers: readonly number[]): Predicate =>
  sql<boolean>`p.${sql.raw(kind.in)} && ${[...numbers]}::int[]`

const all = (column: Kind['in'], numbers: readonly number[]): Predicate[] =>
  numbers.length > 0 ? [sql<boolean>`p.${sql.raw(column)} @> ${[...numbers]}::int[]`] : []

/** Facets that everybody who matches must have. Said as in the second line, the condition is no question for the index. */
function indexed(facets: readonly number[], shares: Shares): Predicate[] {
  const common = facets.filter((facet) => shares(facet) > COMMON)
  return [
    ...all(
      'facets',
      facets.filter((facet) => !common.includes(facet)),
    ),
    ...all('facets', common).map((condition) => sql<boolean>`(${condition}) is not false`),
  ]
}

const memberships = {
  role: { table: 'role_grants', id: 'role_id' },
  group: { table: 'group_members', id: 'group_id' },
  queue: { table: 'queue_members', id: 'queue_id' },
} as const

/** People of a few groups, whose memberships are read first. */
function among(tenantId: number, { of }: Kind, ids: readonly number[]): Predicate {
  const { table, id } = memberships[of]
  return sql<boolean>`p.id in (
    select m.user_id from ${sql.table(table)} m where m.tenant_id = ${tenantId} and m.${sql.ref(id)} = any(${[...ids]}::int[]))`
}
