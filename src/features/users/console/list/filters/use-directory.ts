/** The things of the tenant that filters name by id: roles, sites, queues and groups. */
import { fold } from '#src/contract/text.ts'
import { languageOf, findLanguages } from '#src/console/kit/languages.ts'
import { allZones } from '#src/console/kit/time-zones.ts'
import { useAnswer } from '#src/console/query.ts'
import { listGroups, type GroupKind } from '../../../../groups/contract.ts'
import { listQueues } from '../../../../queues/contract.ts'
import { listRoles, type Role } from '../../../../roles/contract.ts'
import { listSites } from '../../../../sites/contract.ts'
import {
  filters as definitions,
  type Filter,
  type FilterDefinition,
  type FilterName,
  type Filters,
} from '../../../contract/filters.ts'
import { fullName } from '../../widgets/user-name.ts'
import { rowInCache } from '../pages/row-in-cache.ts'
import { wordOf, type NameOf } from './sentences.ts'

export type Choice = { readonly value: string; readonly label: string }

/** Fetched once, and seldom again: names of desks change by the week. */
const seldom = { staleTime: 300_000 }

const groupKindOf: { readonly [N in FilterName]?: GroupKind } = {
  desk: 'desk',
  skill: 'skill',
  tag: 'tag',
  businessUnit: 'business_unit',
  agentGroup: 'agent_group',
}

type Thing = { readonly id: number; readonly name: string }
const asChoices = (things: readonly Thing[] | undefined): readonly Choice[] | undefined =>
  things?.map(({ id, name }) => ({ value: String(id), label: name }))

export const useRoles = (enabled = true): readonly Role[] | undefined =>
  useAnswer(listRoles, {}, { ...seldom, enabled }).data?.answer.items

/** The groups that a filter names; whoever is not among those that are offered is archived, or beyond the first answer. */
function useNamedGroups(name: FilterName, filter: Filter | undefined): readonly Choice[] | undefined {
  const kind = groupKindOf[name]
  const values = filter && 'values' in filter ? filter.values : []
  const offered = useAnswer(listGroups, { query: { kind } }, { ...seldom, enabled: values.length > 0 }).data?.answer
    .items
  const others = offered ? values.filter((value) => !offered.some(({ id }) => String(id) === value)) : []
  const ids = others.length > 0 ? others.join() : undefined
  const named = useAnswer(listGroups, { query: { kind, ids } }, { ...seldom, enabled: ids !== undefined }).data?.answer
  if (!offered) return undefined
  return asChoices([
    ...offered,
    ...(named?.items ?? []).map((g) => (g.archived ? { ...g, name: `${g.name} (archived)` } : g)),
  ])
}

/** How the ids of these filters read; an id of something that is not known (yet) reads as its number. */
export function useNames(filters: Filters): NameOf {
  const asks = (name: FilterName) => filters[name] !== undefined && 'values' in filters[name]
  const known = new Map<FilterName, readonly Choice[] | undefined>([
    ['role', asChoices(useRoles(asks('role')))],
    ['site', asChoices(useAnswer(listSites, {}, { ...seldom, enabled: asks('site') }).data?.answer.items)],
    ['queue', asChoices(useAnswer(listQueues, {}, { ...seldom, enabled: asks('queue') }).data?.answer.items)],
    ['desk', useNamedGroups('desk', filters.desk)],
    ['skill', useNamedGroups('skill', filters.skill)],
    ['tag', useNamedGroups('tag', filters.tag)],
    ['businessUnit', useNamedGroups('businessUnit', filters.businessUnit)],
    ['agentGroup', useNamedGroups('agentGroup', filters.agentGroup)],
  ])
  return (name, value) => {
    if (name === 'id') return nameOfUser(value)
    if (name === 'language') return languageOf(value).name
    if (name === 'timeZone') return value.replaceAll('_', ' ')
    return (
      known.get(name)?.find((choice) => choice.value === value)?.label ??
      (known.has(name) ? `#${value}` : wordOf(name, value))
    )
  }
}

function nameOfUser(id: string): string {
  const row = rowInCache(id)
  return row ? fullName(row) : 'somebody picked by hand'
}

export type Choices = { readonly choices: readonly Choice[]; readonly state: 'loading' | 'there' | 'failed' }

/** What one filter can be set to, narrowed by a search; the server searches where a list is longer than one answer. */
export function useChoices(name: FilterName, search: string): Choices {
  const roles = useAnswer(listRoles, {}, { ...seldom, enabled: name === 'role' })
  const sites = useAnswer(listSites, {}, { ...seldom, enabled: name === 'site' })
  const queues = useAnswer(listQueues, {}, { ...seldom, enabled: name === 'queue' })
  const kind = groupKindOf[name]
  const groups = useAnswer(listGroups, { query: { kind } }, { ...seldom, enabled: kind !== undefined })
  const partial = groups.data !== undefined && groups.data.answer.total > groups.data.answer.items.length
  const remote = useAnswer(
    listGroups,
    { query: { kind, search } },
    { ...seldom, enabled: partial && search !== '', keepPrevious: true },
  )
  if (name === 'language')
    return { choices: findLanguages(search).map((l) => ({ value: l.tag, label: l.name })), state: 'there' }
  if (name === 'timeZone') return { choices: narrowed(zones(), search), state: 'there' }
  const { options }: FilterDefinition = definitions[name]
  if (options)
    return {
      choices: narrowed(
        Object.entries(options).map(([value, label]) => ({ value, label })),
        search,
      ),
      state: 'there',
    }
  const source =
    partial && search !== '' ? remote : ({ role: roles, site: sites, queue: queues }[name as string] ?? groups)
  const found = asChoices(source.data?.answer.items)
  return { choices: narrowed(found ?? [], search), state: found ? 'there' : source.error ? 'failed' : 'loading' }
}

const narrowed = (choices: readonly Choice[], search: string) =>
  search === '' ? choices : choices.filter((choice) => fold(choice.label).includes(fold(search.trim())))

const zones = (): Choice[] =>
  allZones().map((zone) => ({
    value: zone.id,
    label: `${zone.id.replaceAll('_', ' ')}${zone.country ? ` (${zone.country})` : ''}`,
  }))
