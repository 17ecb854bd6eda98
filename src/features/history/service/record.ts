/** Writes history. Everything here runs in the transaction that makes the change: both stand, or neither. */
import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { newId } from '../../../contract/ids.ts'
import type { Effects } from '../../changes/contract.ts'
import { redactChanges, redactParams, redactSetting, type Change } from '../redaction.ts'
import { insertChangeSet, insertEntries } from '../sql/record.ts'

export type PersonChange = {
  readonly userId: string
  /** By field: what it was and what it is. Ids and plain values; names are put in when somebody reads it. */
  readonly changes: Readonly<Record<string, Change>>
  readonly effects?: Effects
}

/** One action on a set of people; all its batches share the id. */
export type RunRecord = {
  readonly id: string
  readonly action: string
  readonly params: unknown
  /** The change set that this one puts back. */
  readonly reverses?: string
  readonly reason?: string
}

/** No person: stands for the tenant itself, so that changes of its settings are sealed into the same chain. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Writes a run and what it changed of each person into history, redacted, in the transaction that makes the change. */
export async function recordChanges(
  ctx: Context,
  trx: Trx,
  run: RunRecord,
  people: readonly PersonChange[],
): Promise<void> {
  if (people.length === 0) return
  const at = ctx.clock.now()
  await insertChangeSet(trx, header(ctx, { ...run, params: redactParams(run.params) }, at))
  const entries = people.map(({ userId, changes, effects = {} }) => ({
    user_id: userId,
    effects,
    ...redactChanges(changes),
  }))
  await insertEntries(trx, { tenantId: ctx.actor.tenantId, changeSet: run.id, at }, entries)
}

/** Writes a change of a group, role, site or other setting into history, in the transaction that makes the change. */
export async function recordSetting(
  ctx: Context,
  trx: Trx,
  action: string,
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  const at = ctx.clock.now()
  const id = newId()
  await insertChangeSet(trx, header(ctx, { id, action, params: redactSetting(params) }, at))
  const entry = { user_id: NOBODY, changes: {}, effects: {}, personal: {} }
  await insertEntries(trx, { tenantId: ctx.actor.tenantId, changeSet: id, at }, [entry])
}

/** Both sides of what a wish changes of a setting; null when it changes nothing. What the wish does not name stays. */
export function differences<T extends object>(
  was: T,
  wanted: Partial<T>,
): { before: Partial<T>; after: Partial<T> } | null {
  const names = (Object.keys(wanted) as (keyof T)[]).filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(was[name]),
  )
  const side = (of: Partial<T>) => Object.fromEntries(names.map((name) => [name, of[name]])) as Partial<T>
  return names.length > 0 ? { before: side(was), after: side(wanted) } : null
}

/** What the chain covers of a name, so that name and salt can be taken out of it. */
function hashed(name: string) {
  const salt = randomBytes(16)
  return { actor_salt: salt, actor_hash: createHash('sha256').update(salt).update(name).digest() }
}

const header = ({ actor, origin }: Context, run: RunRecord, at: Date) => ({
  tenant_id: actor.tenantId,
  id: run.id,
  at,
  action: run.action,
  params: JSON.stringify(run.params),
  actor_kind: actor.kind,
  actor_id: actor.id,
  actor_name: actor.name,
  ...(actor.kind === 'user' ? hashed(actor.name) : {}),
  home_tenant_id: actor.homeTenantId,
  origin: origin.via,
  address: origin.address,
  request_id: origin.requestId,
  reverses: run.reverses ?? null,
  reason: run.reason ?? null,
})
