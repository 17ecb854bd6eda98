/**
 * Editing one user: saved once, all or nothing. Plain fields are written here; roles, superuser, active, site and groups
 * pass through the rules of their own actions in the same transaction (AUTH-3, SECURITY rule 2).
 */
import { isUuid } from '../../../contract/ids.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { changedMeanwhile, forbidden, invalidRequest, notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { signInKey } from '../../../contract/text.ts'
import type { Action } from '../../changes/service/action.ts'
import { applyToSet, lockPeople, newRun, refusal, tell } from '../../changes/service/run.ts'
import { groupActions } from '../../groups/contract.ts'
import { membershipAction } from '../../groups/service/members.ts'
import { recordChanges, type PersonChange } from '../../history/service/record.ts'
import { replaceRolesAction, setSuperuserAction } from '../../roles/service/grants.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import type { User, UserPatch } from '../contract/user.ts'
import { definition, groupFieldNames, type FieldName, type FieldValues } from '../fields/catalogue.ts'
import { columns, isColumnField, secretKinds, type SecretField } from '../sql/columns.ts'
import { derive } from '../sql/derived.ts'
import * as statements from '../sql/people.ts'
import { selectPeople, type WholePersonRow } from '../sql/rows.ts'
import { demandTogether, demandTruth, numbersOf, problemOfClash, secretPlace, withoutNulls } from './create.ts'
import { refuseAbsentModules } from './modules.ts'
import { readUser, visibleOrSelf } from './read.ts'
import { setSiteAction } from './settings.ts'
import { versionOf } from './shape.ts'
import { activateAction, deactivateAction } from './status.ts'
import { faultsOf } from './truth.ts'

type Values = Partial<FieldValues>
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the intents of one edit are actions of several shapes
type Intent = { action: Action<any>; params: unknown }

/** What of the patch is not a plain write but an intent, with the action whose rules it passes through. */
function intentsOf(patch: UserPatch): Intent[] {
  const intents: Intent[] = []
  if (patch.site !== undefined) intents.push({ action: setSiteAction, params: { site: patch.site } })
  for (const field of groupFieldNames) {
    if (patch[field] !== undefined)
      intents.push({
        action: membershipAction(groupActions[field].replace, field, 'replace'),
        params: { [field]: patch[field] },
      })
  }
  if (patch.roles !== undefined) intents.push({ action: replaceRolesAction, params: { roles: patch.roles } })
  if (patch.superuser !== undefined)
    intents.push({ action: setSuperuserAction, params: { superuser: patch.superuser } })
  // Last, so that whoever is deactivated in the same edit is judged by the roles that they have then.
  if (patch.active !== undefined)
    intents.push({ action: patch.active ? activateAction : deactivateAction, params: undefined })
  return intents
}

/** Throws unless the actor may write every plain field of the patch on this person. */
async function demandPermission(ctx: Context, trx: Trx, id: string, patch: UserPatch): Promise<void> {
  const self = ctx.actor.kind === 'user' && ctx.actor.id === id
  const plain = (Object.keys(patch) as FieldName[])
    .filter((f) => isColumnField(f) || Object.hasOwn(secretKinds, f))
    .filter((f) => f !== 'site' && f !== 'superuser')
  const needed = [...new Set(plain.filter((f) => !(self && definition(f).own)).map((f) => definition(f).permission))]
  const held = await statements.whichHold(trx, ctx.actor.tenantId, id, [
    holdsMore(ctx.actor),
    ...needed.map((p: Permission) => visibleUsers(ctx.actor, p)),
  ])
  if (held[0] && !self) throw refusal('holds-more-than-you')
  const lacked = needed.find((_p, i) => !held[i + 1])
  if (lacked) {
    const names = plain.filter((f) => definition(f).permission === lacked && !(self && definition(f).own))
    throw forbidden({
      detail: `Your roles do not let you change ${names.map((f) => definition(f).label).join(', ')} here.`,
      more: { permission: lacked },
    })
  }
}

const current = (row: WholePersonRow): Values => ({
  username: row.username,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  languages: row.languages,
  consoleLanguage: row.console_language,
  timeZone: row.time_zone,
  autoDial: row.auto_dial,
  assignLeads: row.assign_leads,
  callerIdName: row.caller_id_name,
  callerIdNumber: row.caller_id_number,
  virtualExtension: row.virtual_extension,
  sipOption: row.sip_option,
  sipUri: row.sip_uri,
  sipPbx: row.sip_pbx_id,
  sipUsername: row.sip_username,
  sipExtension: row.sip_extension,
  useAddressList: row.use_address_list,
  oauthEmail: row.oauth_email,
  caldavServer: row.caldav_server,
  caldavUser: row.caldav_user,
  kerberosLogin: row.kerberos_login,
  externalId: row.external_id,
  phone: row.phone,
  jobTitle: row.job_title,
  notes: row.notes,
  custom: row.custom,
})

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Fields of the patch that are columns and differ from what is there. Custom fields are merged key by key. */
function plainChanges(before: Values, patch: UserPatch): Record<string, readonly [unknown, unknown]> {
  const changes: Record<string, readonly [unknown, unknown]> = {}
  for (const [field, value] of Object.entries(patch)) {
    if (!isColumnField(field) || field === 'site' || field === 'superuser') continue
    const after = field === 'custom' ? withoutNulls({ ...before.custom, ...(value as object) }) : value
    if (!same(before[field], after)) changes[field] = [before[field] ?? null, after]
  }
  return changes
}

async function writePlain(
  ctx: Context,
  trx: Trx,
  row: WholePersonRow,
  changes: Record<string, readonly [unknown, unknown]>,
): Promise<void> {
  const { tenantId } = ctx.actor
  if (Object.keys(changes).length === 0) return
  const written = Object.fromEntries(
    Object.entries(changes).map(([f, [, after]]) => [
      columns[f as keyof typeof columns],
      f === 'custom' ? JSON.stringify(after) : after,
    ]),
  )
  const person = { ...row, ...written } as WholePersonRow
  await statements.updatePerson(trx, tenantId, row.id, { ...written, ...derive(person) })
  await statements.renameSignIn(
    trx,
    tenantId,
    row.id,
    signInKey(row.username),
    signInKey(person.username),
    signInKey(row.email),
  )
  const numbers = numbersOf(row.id, {
    ...current(row),
    ...Object.fromEntries(Object.entries(changes).map(([f, [, after]]) => [f, after])),
  })
  for (const virtual of [false, true]) {
    if (virtual ? !('virtualExtension' in changes) : !('sipExtension' in changes || 'sipPbx' in changes)) continue
    await statements.deleteExtensions(trx, tenantId, [row.id], virtual)
    await statements.insertExtensions(
      trx,
      tenantId,
      numbers.filter((n) => n.virtual === virtual),
    )
  }
}

async function writeSecrets(
  ctx: Context,
  trx: Trx,
  id: string,
  patch: UserPatch,
): Promise<Record<string, readonly [unknown, unknown]>> {
  const changes: Record<string, readonly [unknown, unknown]> = {}
  for (const field of Object.keys(secretKinds) as SecretField[]) {
    const plain = patch[field]
    if (plain === undefined) continue
    const kind = secretKinds[field]
    if (plain === null) await statements.deleteSecret(trx, ctx.actor.tenantId, id, kind)
    else
      await statements.putSecrets(trx, ctx.actor.tenantId, [
        { userId: id, kind, sealed: ctx.keyring.seal(plain, secretPlace(id, kind)) },
      ])
    // Redacted where history is written: only that it changed is kept.
    changes[field] = ['', plain ?? '']
  }
  return changes
}

async function applyIntents(ctx: Context, trx: Trx, id: string, intents: readonly Intent[]): Promise<PersonChange[]> {
  const changed: PersonChange[] = []
  for (const { action, params } of intents) {
    await action.admit?.(ctx, params)
    const result = await applyToSet(ctx, trx, action, [id], params)
    // Out of sight for this action alone: the person is seen, the permission is not held over them.
    if (result.unseen.length > 0)
      throw forbidden({
        detail: `Your roles do not let you do this here: ${action.contract.label}.`,
        more: { permission: action.contract.permission },
      })
    const reason = result.refused.get(id)
    if (reason) throw refusal(reason)
    changed.push(...result.changed)
  }
  return changed
}

const merged = (id: string, parts: readonly PersonChange[]): PersonChange => ({
  userId: id,
  changes: Object.assign({}, ...parts.map((p) => p.changes)) as PersonChange['changes'],
  effects: Object.assign({}, ...parts.map((p) => p.effects ?? {})) as NonNullable<PersonChange['effects']>,
})

/** Changes what the patch names, if the person still has the version that the caller read. */
export async function editUser(ctx: Context, id: string, patch: UserPatch, ifMatch: string): Promise<User> {
  if (!isUuid(id)) throw notFound()
  if (Object.keys(patch).length === 0)
    throw invalidRequest({
      detail: 'The change names no field. Name one.',
      errors: [{ pointer: '#', code: 'empty', message: 'Name a field to change.' }],
    })
  refuseAbsentModules(ctx, patch)
  await transaction(ctx, async (trx) => {
    const { tenantId } = ctx.actor
    await lockPeople(trx, tenantId, [id])
    const [row] = await selectPeople(trx, { tenantId, now: ctx.clock.now() }, [id], visibleOrSelf(ctx))
    if (!row) throw notFound()
    if (versionOf(row) !== ifMatch) throw changedMeanwhile({ more: { version: versionOf(row) } })
    await demandPermission(ctx, trx, id, patch)
    const changes = plainChanges(current(row), patch)
    const after = {
      ...current(row),
      ...Object.fromEntries(Object.entries(changes).map(([f, [, v]]) => [f, v])),
    } as Values
    demandTogether(after)
    const touched = Object.fromEntries(Object.keys(changes).map((f) => [f, after[f as keyof Values]])) as Values
    if ('sipExtension' in touched || 'sipPbx' in touched)
      Object.assign(touched, { sipExtension: after.sipExtension, sipPbx: after.sipPbx })
    if ('custom' in touched) touched.custom = patch.custom
    demandTruth(await faultsOf(ctx, trx, [{ id, values: touched }]))
    await writePlain(ctx, trx, row, changes)
    const intents = intentsOf(patch)
    const parts = [
      { userId: id, changes: { ...changes, ...(await writeSecrets(ctx, trx, id, patch)) } },
      ...(await applyIntents(ctx, trx, id, intents)),
    ]
    const whole = merged(id, parts)
    if (Object.keys(whole.changes).length === 0) return
    await recordChanges(ctx, trx, newRun('edit', {}), [whole])
    await tell(
      ctx,
      trx,
      intents.map((i) => i.action),
      [id],
    )
  }).catch((error: unknown) => {
    throw problemOfClash(error) ?? error
  })
  return readUser(ctx, id)
}

/** A condition for actions on one person: only if it still has this version (412). */
export const demandVersion =
  (ctx: Context, id: string, ifMatch: string) =>
  async (trx: Trx): Promise<void> => {
    await lockPeople(trx, ctx.actor.tenantId, [id])
    const [row] = await selectPeople(
      trx,
      { tenantId: ctx.actor.tenantId, now: ctx.clock.now() },
      [id],
      visibleOrSelf(ctx),
    )
    if (row && versionOf(row) !== ifMatch) throw changedMeanwhile({ more: { version: versionOf(row) } })
  }
