/** What an action gives, told by names on the command line: groups, roles, a site, a zone, who gets leads. */
import { invalidRequest } from '../../contract/problem.ts'
import { fold } from '../../contract/text.ts'
import { groupWords } from '../../features/groups/contract.ts'
import { listGroups } from '../../features/groups/service/groups.ts'
import { listQueues } from '../../features/queues/service/queues.ts'
import { listRoles } from '../../features/roles/service/roles.ts'
import { listSites } from '../../features/sites/service.ts'
import { findByNames } from '../../features/users/service/by-name.ts'
import { groupFields, groupFieldNames } from '../../features/users/fields/catalogue.ts'
import { UsageError } from '../../server/command-line/command.ts'
import type { Context } from '../../server/context.ts'

type Thing = { readonly id: number; readonly name: string }

/** The parameters of an action; a skill may have a level, as in `Spanish:3`. @throws UsageError, invalidRequest */
export async function paramsFrom(ctx: Context, action: string, given: readonly string[]): Promise<unknown> {
  const [, verb, what] = /^(add|remove|replace|set)-(.+)$/.exec(action) ?? []
  const field = groupFieldNames.find((name) => groupWords[groupFields[name]].path === what)
  if (field) return { [field]: await membersFrom(ctx, field, given) }
  if (what === 'roles') {
    const ids = found('role', await listRoles(ctx), given)
    return { roles: verb === 'remove' ? ids : ids.map((id) => ({ id })) }
  }
  if (what === 'queues' || what === 'queue-priority') return queuesFrom(ctx, action, given)
  if (given.length === 0) return undefined
  return oneFrom(ctx, action, given)
}

/** What is set to one thing. */
async function oneFrom(ctx: Context, action: string, given: readonly string[]): Promise<unknown> {
  const [one, ...others] = given
  if (others.length > 0) throw new UsageError(`${action} takes --with once.`)
  switch (action) {
    case 'set-site':
      return { site: found('site', await listSites(ctx), [one!])[0] }
    case 'set-time-zone':
      return { timeZone: one === 'site' ? null : one }
    case 'set-auto-dial':
      return { autoDial: one }
    case 'set-lead-assignment':
      return { assignLeads: yesOrNo(one!) }
    case 'set-address-list':
      return { useAddressList: yesOrNo(one!) }
    case 'set-superuser':
      return { superuser: yesOrNo(one!) }
    case 'deactivate':
    case 'delete':
    case 'hand-over-leads':
      return { leadsTo: one === 'round-robin' || one === 'nobody' ? one : (await findByNames(ctx, [one!]))[0] }
    default:
      throw new UsageError(`${action} takes no --with.`)
  }
}

async function membersFrom(ctx: Context, field: (typeof groupFieldNames)[number], given: readonly string[]) {
  const kind = groupFields[field]
  const levels = given.map((text) => (field === 'skills' ? /^(.*):([1-5])$/.exec(text) : null))
  const names = given.map((text, i) => levels[i]?.[1] ?? text)
  const { items } = await listGroups(ctx, { kind, limit: '1000' })
  const ids = found(groupWords[kind].one, items, names)
  return field === 'skills' ? ids.map((id, i) => ({ id, level: levels[i] ? Number(levels[i][2]) : null })) : ids
}

/** Queues by their names; joining one and setting a priority may say it, as in `Billing:3`. */
async function queuesFrom(ctx: Context, action: string, given: readonly string[]): Promise<unknown> {
  const priorities = given.map((text) => (action === 'remove-queues' ? null : /^(.*):([1-9]\d?)$/.exec(text)))
  const { items } = await listQueues(ctx, { limit: '1000' })
  const ids = found(
    'queue',
    items,
    given.map((text, i) => priorities[i]?.[1] ?? text),
  )
  if (action === 'remove-queues') return { queues: ids }
  return { queues: ids.map((id, i) => ({ id, ...(priorities[i] ? { priority: Number(priorities[i][2]) } : {}) })) }
}

function found(word: string, things: readonly Thing[], names: readonly string[]): number[] {
  return names.map((name) => {
    const thing = things.find((one) => fold(one.name) === fold(name))
    if (!thing) throw invalidRequest({ detail: `There is no ${word} “${name}”. Look at the names in the console.` })
    return thing.id
  })
}

function yesOrNo(text: string): boolean {
  if (text !== 'yes' && text !== 'no') throw new UsageError('--with takes yes or no here.')
  return text === 'yes'
}
