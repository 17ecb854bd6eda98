/** The names of what a plan or a job gives: its parameters hold ids. */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { listGroups } from '../../groups/contract.ts'
import { listQueues } from '../../queues/contract.ts'
import { listRoles } from '../../roles/contract.ts'
import { listSites } from '../../sites/contract.ts'
import { isAsk, nounOf } from './widgets/mass-actions.ts'
import type { Deed } from './words.ts'

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

export function useDeed(done: Done | undefined): Deed | undefined {
  const params = (done?.params ?? {}) as Readonly<Record<string, unknown>>
  const [, kind] = /^(?:add|remove|replace)-(.+)$/.exec(done?.action ?? '') ?? []
  const isMerge = done?.action.startsWith('merge-') === true
  const ofRoles = kind === 'roles'
  const ofQueues = kind === 'queues' || done?.action === 'set-queue-priority'
  const ofGroups = isMerge || (kind !== undefined && !ofRoles && !ofQueues)
  const ids = isMerge ? [Number(params['from']), Number(params['into'])] : idsIn(Object.values(params)[0])
  const asked = ids.slice(0, MOST_ASKED).join()
  const groups = useAnswer(listGroups, { query: { ids: asked } }, { ...seldom, enabled: ofGroups && asked !== '' })
  const roles = useAnswer(listRoles, {}, { ...seldom, enabled: ofRoles })
  const queues = useAnswer(listQueues, { query: { ids: asked } }, { ...seldom, enabled: ofQueues && asked !== '' })
  const sites = useAnswer(listSites, {}, { ...seldom, enabled: done?.action === 'set-site' })
  if (!done) return undefined
  const { action, label } = done
  const named = (things: readonly { id: number; name: string }[] | undefined, wanted = ids) =>
    sayNames(wanted.map((id) => things?.find((thing) => thing.id === id)?.name ?? `#${id}`))
  const own = ownWords(done, params)
  if (own !== undefined) return { action, label, things: own }
  if (isMerge) return { action, label, things: ids.map((id) => named(groups.data?.answer.items, [id])).join(' into ') }
  if (ofGroups) return { action, label, things: named(groups.data?.answer.items) }
  if (ofQueues) return { action, label, things: sayPriority(named(queues.data?.answer.items), params) }
  if (ofRoles) return { action, label, things: named(roles.data?.answer.items) }
  return { action, label, things: sayParams(params, (id) => named(sites.data?.answer.items, [id])) }
}

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const listOf = (words: readonly string[]) => listed.format(words)
const sayField = (field: string) => (isAsk(field) ? nounOf(field) : field)

/** What takes no names to say. */
function ownWords({ action, label }: Done, params: Readonly<Record<string, unknown>>): string | undefined {
  if (label.startsWith('Undo: ')) return label.replace('Undo: ', '')
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

function sayParams(
  { site, timeZone, autoDial, assignLeads, useAddressList, leadsTo }: Readonly<Record<string, unknown>>,
  siteName: (id: number) => string,
) {
  if (typeof site === 'number') return siteName(site)
  if (typeof timeZone === 'string') return timeZone.replaceAll('_', ' ')
  if (typeof leadsTo === 'string') return takerWords[leadsTo] ?? 'to one colleague'
  if (timeZone === null) return 'that of their site'
  if (typeof autoDial === 'string') return autoDialWords[autoDial] ?? autoDial
  if (typeof useAddressList === 'boolean') return useAddressList ? 'on' : 'off'
  return typeof assignLeads === 'boolean' ? (assignLeads ? 'on' : 'off') : ''
}

function sayNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : names.join(', ')
}
