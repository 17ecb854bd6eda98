/**
 * Editing one user: saved once, all or nothing. Plain fields are written here; roles, superuser, active, site and groups
 * pass through the rules of their own actions in the same transaction (AUTH-3, SECURITY rule 2).
 */
import { isUuid } from '../../../contract/ids.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { changedMeanwhile, forbidden, invalidRequest, notFound } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { demandFreshProof } from '../../../server/proof.ts'
import { merged, type Intent } from '../../changes/service/together.ts'
import { applyToSet, lockPeople, newRun, refusal, tell } from '../../changes/service/run.ts'
import { isLockedOut } from '../../address-lists/service.ts'
import { groupActions } from '../../groups/contract.ts'
import { membershipAction } from '../../groups/service/members.ts'
import { recordChanges, type PersonChange } from '../../history/service/record.ts'
import { replaceRolesAction, setSuperuserAction } from '../../roles/service/grants.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import type { User, UserPatch } from '../contract/user.ts'
import { definition, groupFieldNames, type FieldName } from '../fields/catalogue.ts'
import { isColumnField, secretKinds } from '../sql/columns.ts'
import * as statements from '../sql/people.ts'
import { findPersonIn } from '../sql/rows.ts'
import { demandTogether, demandTruth, problemOfClash } from './create.ts'
import { refuseAbsentModules } from './modules.ts'
import { afterwards, current, plainChanges, writePlain, writeSecrets, type Changes } from './plain-fields.ts'
import { isOwnProfile, readAfterwards, visibleOrSelf } from './read.ts'
import { setSiteAction } from './settings.ts'
import { versionOf } from './shape.ts'
import { activateAction, deactivateAction } from './status.ts'
import { faultsOf, type TruthFault } from './truth.ts'

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
  // A superuser is made before roles are taken and unmade after they are given, so that no step lowers what the whole does not.
  const superuser = { action: setSuperuserAction, params: { superuser: patch.superuser } }
  if (patch.superuser === true) intents.push(superuser)
  if (patch.roles !== undefined) intents.push({ action: replaceRolesAction, params: { roles: patch.roles } })
  if (patch.superuser === false) intents.push(superuser)
  // Last, so that whoever is deactivated in the same edit is judged by the roles that they have then.
  if (patch.active !== undefined)
    intents.push({ action: patch.active ? activateAction : deactivateAction, params: undefined })
  return intents
}

/** Throws unless the actor may write every plain field of the patch on this person. */
async function demandPermission(ctx: Context, trx: Trx, id: string, patch: UserPatch): Promise<void> {
  const self = isOwnProfile(ctx, id)
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

async function applyIntents(asked: Context, trx: Trx, id: string, intents: readonly Intent[]): Promise<PersonChange[]> {
  // What they look up, they look up on this connection: whoever waits for a second one while holding one can wait for good.
  const ctx = { ...asked, db: trx }
  const changed: PersonChange[] = []
  for (const { action, params } of intents) {
    const { label, permission } = action.contract
    const denied = forbidden({ detail: `Your roles do not let you do this here: ${label}.`, more: { permission } })
    if (!holds(ctx.actor, permission)) throw denied
    await action.admit?.(ctx, params)
    const result = await applyToSet(ctx, trx, action, [id], params)
    // Out of sight for this action alone: the person is seen, the permission is not held over them.
    if (result.unseen.length > 0) throw denied
    const reason = result.refused.get(id)
    if (reason) throw refusal(reason)
    if (action.contract.sensitive && result.changed.length > 0) demandFreshProof(ctx)
    changed.push(...result.changed)
  }
  return changed
}

/** Faults of what this edit changes, and not of what was there before and stays. */
export const ofChanges = (faults: readonly TruthFault[], changes: Changes): TruthFault[] =>
  faults.flatMap((fault) => {
    const { field } = fault
    if (field in changes || (field === 'sipExtension' && 'sipPbx' in changes)) return [fault]
    const isOwnPair = field === 'virtualExtension' && 'sipExtension' in changes
    return isOwnPair
      ? [
          {
            ...fault,
            field: 'sipExtension' as const,
            message: 'The virtual extension has that number already. Choose another.',
          },
        ]
      : []
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
  return transaction(ctx, async (trx) => {
    const { tenantId } = ctx.actor
    await lockPeople(trx, tenantId, [id])
    const row = await findPersonIn(trx, { tenantId, now: ctx.clock.now() }, id, visibleOrSelf(ctx))
    if (!row) throw notFound()
    if (versionOf(row) !== ifMatch) throw changedMeanwhile({ more: { version: versionOf(row) } })
    await demandPermission(ctx, trx, id, patch)
    const changes = plainChanges(current(row), patch)
    const after = afterwards(current(row), changes)
    demandTogether(after)
    const faults = await faultsOf(ctx, trx, [{ id, values: { ...after, custom: patch.custom } }])
    demandTruth(ofChanges(faults, changes))
    await writePlain(ctx, trx, row, changes)
    if ('useAddressList' in changes && (await isLockedOut(ctx, trx))) throw refusal('locks-you-out')
    const intents = intentsOf(patch)
    const parts = [
      { userId: id, changes: { ...changes, ...(await writeSecrets(ctx, trx, id, patch)) } },
      ...(await applyIntents(ctx, trx, id, intents)),
    ]
    const whole = merged(parts)[0]!
    if (Object.keys(whole.changes).length > 0) {
      await recordChanges(ctx, trx, newRun('edit', {}), [whole])
      await tell(
        ctx,
        trx,
        intents.map((i) => i.action),
        [id],
      )
    }
    return readAfterwards(ctx, trx, id)
  }).catch((error: unknown) => {
    throw problemOfClash(error) ?? error
  })
}

/** A condition for actions on one person: only if it still has this version (412). */
export const demandVersion =
  (ctx: Context, id: string, ifMatch: string) =>
  async (trx: Trx): Promise<void> => {
    await lockPeople(trx, ctx.actor.tenantId, [id])
    const row = await findPersonIn(trx, { tenantId: ctx.actor.tenantId, now: ctx.clock.now() }, id, visibleOrSelf(ctx))
    if (row && versionOf(row) !== ifMatch) throw changedMeanwhile({ more: { version: versionOf(row) } })
  }
