/** The names of what a plan or a job gives: its parameters hold ids. */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { listGroups } from '../../groups/contract.ts'
import { listQueues } from '../../queues/contract.ts'
import { listRoles } from '../../roles/contract.ts'
import { listSites } from '../../sites/contract.ts'
import { fullName } from '../../users/console/widgets/user-name.ts'
import { readUser } from '../../users/contract/endpoints.ts'
import { isAsk, nounOf } from './widgets/mass-actions.ts'
import { isRedo, isUndo, nameOfFirst, type Deed } from './words.ts'

type Done = { readonly action: string; readonly label: string; readonly params: unknown }
const seldom = { staleTime: 300_000 }
/** Beyond these, a sentence counts: "Spanish, Billing, Sales and 4 more". */
const MOST_NAMED = 5
/** So many names the API tells at once. */
const MOST_ASKED = 200

const autoDialWords: Readonly<Record<string, string>> = {
  off: 'off',
  preview: 'preview',
  progressive: 'progressive',
  predictive: 'predictive',
}

/** `{skills: [{id: 4, level: 2}]}` → [4]; `{desks: [4, 5]}` → [4, 5]. */
function idsIn(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return []
  return value.map((one: unknown) => (typeof one === 'number' ? one : (one as { id: number }).id))
}

type Things = 'groups' | 'roles' | 'queues' | 'sites'

/** What the ids in an action's parameters are ids of. */
function thingsOf(action: string): Things | undefined {
  if (action.startsWith('merge-')) return 'groups'
  if (action === 'set-site') return 'sites'
  if (action === 'set-queue-priority') return 'queues'
  const [, kind] = /^(?:add|remove|replace)-(.+)$/.exec(action) ?? []
  if (kind === 'roles' || kind === 'queues') return kind
  return kind === undefined ? undefined : 'groups'
}

/** The names of things by their ids; a number until they are known. */
function useNames(of: Things | undefined, ids: readonly number[]) {
  const some = { query: { ids: ids.slice(0, MOST_ASKED).join() } }
  const asked = (what: Things) => ({ ...seldom, enabled: of === what && ids.length > 0 })
  const answers = {
    groups: useAnswer(listGroups, some, asked('groups')).data,
    queues: useAnswer(listQueues, some, asked('queues')).data,
    roles: useAnswer(listRoles, {}, asked('roles')).data,
    sites: useAnswer(listSites, {}, asked('sites')).data,
  }
  const things: readonly { id: number; name: string }[] = (of && answers[of]?.answer.items) ?? []
  return ids.map((id) => things.find((thing) => thing.id === id)?.name ?? `#${id}`)
}

/** `{from: 4, into: 5}` → [4, 5]; `{site: 4}` → [4]; else the ids of the first list. */
function idsOf(params: Readonly<Record<string, unknown>>): readonly number[] {
  const { from, into, site } = params
  const named = [from, into, site].filter((id) => typeof id === 'number')
  return named.length > 0 ? named : idsIn(Object.values(params)[0])
}

export function useDeed(done: Done | undefined): Deed | undefined {
  const params = (done?.params ?? {}) as Readonly<Record<string, unknown>>
  const of = done && thingsOf(done.action)
  const names = useNames(of, of ? idsOf(params) : [])
  const taker = useTakerWords(params['leadsTo'])
  if (!done) return undefined
  const { action, label } = done
  const said = ownWords(done, params) ?? (of ? sayThings(of, action, names, params) : sayParams(params))
  // To hand leads over is all that one of them does; of the others it goes along.
  return { action, label, taker, things: action === 'hand-over-leads' ? (taker ?? '') : said }
}

/** "to Marta Ozola"; who it is as long as the name is not known, or not in sight: "to one colleague". */
function useTakerWords(leadsTo: unknown): string | undefined {
  const id = typeof leadsTo === 'string' && !(leadsTo in takerWords) ? leadsTo : undefined
  const { data } = useAnswer(readUser, { params: { id: id ?? '' } }, { ...seldom, enabled: id !== undefined })
  if (typeof leadsTo !== 'string') return undefined
  return id === undefined ? takerWords[leadsTo] : `to ${data ? fullName(data.answer) : 'one colleague'}`
}

function sayThings(of: Things, action: string, names: readonly string[], params: Readonly<Record<string, unknown>>) {
  if (action.startsWith('merge-')) return names.join(' into ')
  return of === 'queues' ? sayPriority(sayNames(names), params) : sayNames(names)
}

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const listOf = (words: readonly string[]) => listed.format(words)
const sayField = (field: string) => (isAsk(field) ? nounOf(field) : field)

/** What takes no names to say. */
function ownWords({ action, label }: Done, params: Readonly<Record<string, unknown>>): string | undefined {
  if (isUndo(label) || isRedo(label)) return nameOfFirst(label)
  if (action === 'update') return listOf(Object.keys(params).map(sayField))
  return action === 'import' ? sayImport(params) : undefined
}

/** What an import does to how many: "Create 482 users, change 12". */
function sayImport({ create, change }: Readonly<Record<string, unknown>>): string {
  const [made, changed] = [Number(create), Number(change)]
  if (made === 0) return `Change ${plural(changed, 'user')}`
  return `Create ${plural(made, 'user')}${changed > 0 ? `, change ${formatNumber(changed)}` : ''}`
}

/** "Billing to 3", where one priority is set in all of them. */
function sayPriority(names: string, { queues }: Readonly<Record<string, unknown>>): string {
  const [first] = queues as readonly (number | { readonly priority?: number })[]
  const priority = typeof first === 'object' ? first.priority : undefined
  return priority === undefined ? names : `${names} to ${priority}`
}

const takerWords: Readonly<Record<string, string>> = { nobody: 'to nobody', 'round-robin': 'to others in turn' }

function sayParams({ timeZone, autoDial, assignLeads, useAddressList }: Readonly<Record<string, unknown>>) {
  if (typeof timeZone === 'string') return timeZone.replaceAll('_', ' ')
  if (timeZone === null) return 'that of their site'
  if (typeof autoDial === 'string') return autoDialWords[autoDial] ?? autoDial
  if (typeof useAddressList === 'boolean') return useAddressList ? 'on' : 'off'
  return typeof assignLeads === 'boolean' ? (assignLeads ? 'on' : 'off') : ''
}

function sayNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : names.join(', ')
}
