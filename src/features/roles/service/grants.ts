/** Giving and taking roles: nobody gives what they lack, nobody is left without one, and it holds at once (PEOPLE-1, SPEC 4.3). */
import type { Permission } from '../../../contract/permissions.ts'
import { invalidRequest, type FieldError } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import type { Refusal } from '../../changes/contract.ts'
import { defineAction } from '../../changes/service/action.ts'
import { refusal } from '../../changes/service/run.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { leaveWithoutCalls } from '../../queues/service/places.ts'
import { placesLostWith, shortfallsOfRoles } from '../../queues/service/staffing.ts'
import { addRoles, removeRoles, replaceRoles, setSuperuser } from '../contract.ts'
import { lackedPower } from '../scope.ts'
import * as statements from '../sql/grants.ts'
import { countOtherGrants } from '../sql/put-back.ts'

export type GivenRole = { id: number; sites?: number[] | null; desks?: number[] | null }
const idsOf = (roles: readonly GivenRole[]) => roles.map(({ id }) => id)
const inOrder = (ids: readonly number[] | null | undefined) => (ids ? [...ids].sort((a, b) => a - b) : null)
/** Grants in the one shape in which they are stored: limits in order, so that the same limits are the same grant. */
export const asGrants = (roles: readonly GivenRole[]): statements.GrantRow[] =>
  roles.map((r) => ({ id: r.id, sites: inOrder(r.sites), desks: inOrder(r.desks) }))

/** What is wrong with these grants, with a pointer to each; also says when the actor lacks a power of one. */
export async function faultsOfGrants(
  ctx: Context,
  roles: readonly GivenRole[],
): Promise<{ errors: FieldError[]; lacked: Permission | null }> {
  const { tenantId } = ctx.actor
  const grants = asGrants(roles)
  const states = new Map(
    (
      await statements.selectRoleStates(
        ctx.db,
        tenantId,
        grants.map((g) => g.id),
      )
    ).map((s) => [s.id, s]),
  )
  const limits = await statements.selectLimits(
    ctx.db,
    tenantId,
    grants.flatMap((g) => g.sites ?? []),
    grants.flatMap((g) => g.desks ?? []),
  )
  const errors: FieldError[] = []
  let lacked: Permission | null = null
  for (const [i, grant] of grants.entries()) {
    const fault = (code: string, message: string) => errors.push({ pointer: `#/roles/${i}`, code, message })
    const state = states.get(grant.id)
    if (!state) fault('unknown', `There is no role ${grant.id}.`)
    else if (state.archived) fault('archived', `The role ${grant.id} is archived. Choose another.`)
    else
      lacked ??= lackedPower(ctx.actor, {
        permissions: state.permissions as Permission[],
        sites: grant.sites,
        desks: grant.desks,
      })
    if (grant.sites && grant.desks) fault('two-limits', 'A role is limited to sites or to desks, not to both.')
    for (const site of grant.sites ?? [])
      if (!limits.sites.includes(site)) fault('unknown', `There is no site ${site}.`)
    for (const desk of grant.desks ?? [])
      if (!limits.desks.includes(desk)) fault('unknown', `There is no desk ${desk}.`)
  }
  return { errors, lacked }
}

/** Throws unless these grants exist and the actor may give them. */
export async function demandGrants(ctx: Context, roles: readonly GivenRole[]): Promise<void> {
  const { errors, lacked } = await faultsOfGrants(ctx, roles)
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
  if (lacked) throw refusal('grants-more-than-you')
}

/** Gives roles to a set; throws when one was archived after it was asked for, so that nobody is left with a role that is none. */
async function giveRoles(ctx: Context, trx: Trx, ids: readonly string[], roles: readonly GivenRole[]): Promise<void> {
  const { tenantId } = ctx.actor
  const grants = asGrants(roles)
  const given = grants.map(({ id }) => id)
  if (await statements.anyArchivedRole(trx, tenantId, given)) throw refusal('role-archived')
  await statements.insertGrants(trx, tenantId, ids, grants)
}

const noRefusals: [Expression<boolean>, Refusal][] = []
/** Whoever takes calls no more leaves their queues with it (HOUSE-2). */
async function changesOf(
  { actor: { tenantId } }: Context,
  trx: Trx,
  ids: readonly string[],
  work: () => Promise<void>,
): Promise<PersonChange[]> {
  const before = await statements.selectGrants(trx, tenantId, ids)
  await work()
  const after = await statements.selectGrants(trx, tenantId, ids)
  const people = ids.map((userId) => ({ userId, had: before.get(userId) ?? [], has: after.get(userId) ?? [] }))
  const left = await leaveWithoutCalls(trx, tenantId, people)
  return people.map(({ userId, had, has }) => {
    const queuesLeft = left.get(userId)
    return { userId, changes: { roles: [had, has] as const }, ...(queuesLeft ? { effects: { queuesLeft } } : {}) }
  })
}

export const addRolesAction = defineAction<{ roles: GivenRole[] }>({
  contract: addRoles,
  admit: (ctx, { roles }) => demandGrants(ctx, roles),
  judge: (ctx, { roles }) =>
    firstOf([[statements.holdsAllGrants(ctx.actor.tenantId, asGrants(roles)), true]], noRefusals),
  apply: (ctx, trx, ids, { roles }) => changesOf(ctx, trx, ids, () => giveRoles(ctx, trx, ids, roles)),
  // A grant that was there may become narrower.
  lowersAdministrators: true,
  changesRights: true,
  inverse: 'before-values',
})

export const removeRolesAction = defineAction<{ roles: number[] }>({
  contract: removeRoles,
  judge: (ctx, { roles }) => {
    const { tenantId } = ctx.actor
    return firstOf<Refusal>(
      [[statements.holdsAnyRole(tenantId, roles), false]],
      [[statements.not(statements.holdsOtherRole(tenantId, roles)), 'no-role-left']],
    )
  },
  apply: (ctx, trx, ids, { roles }) =>
    changesOf(ctx, trx, ids, () => statements.deleteGrants(trx, ctx.actor.tenantId, ids, roles)),
  impact: (ctx, { roles }, ids) => ({ queuesLeft: placesLostWith(ctx, ids, { these: roles }) }),
  foresee: (ctx, { roles }, ids) => shortfallsOfRoles(ctx, ids, { these: roles }),
  lowersAdministrators: true,
  changesRights: true,
  inverse: 'before-values',
})

export const replaceRolesAction = defineAction<{ roles: GivenRole[] }>({
  contract: replaceRoles,
  admit: (ctx, { roles }) => demandGrants(ctx, roles),
  judge: (ctx, { roles }) => {
    const { tenantId } = ctx.actor
    const ids = idsOf(roles)
    return firstOf(
      [
        [statements.holdsAllGrants(tenantId, asGrants(roles)), true],
        [statements.holdsOtherRole(tenantId, ids), false],
      ],
      noRefusals,
    )
  },
  apply: (ctx, trx, ids, { roles }) =>
    changesOf(ctx, trx, ids, async () => {
      await statements.deleteOtherGrants(trx, ctx.actor.tenantId, ids, idsOf(roles))
      await giveRoles(ctx, trx, ids, roles)
    }),
  impact: (ctx, { roles }, ids) => ({
    rolesLost: countOtherGrants(ctx.actor.tenantId, idsOf(roles), ids),
    queuesLeft: placesLostWith(ctx, ids, { allBut: idsOf(roles) }),
  }),
  foresee: (ctx, { roles }, ids) => shortfallsOfRoles(ctx, ids, { allBut: idsOf(roles) }),
  lowersAdministrators: true,
  changesRights: true,
  inverse: 'before-values',
})

export const setSuperuserAction = defineAction<{ superuser: boolean }>({
  contract: setSuperuser,
  admit: async (ctx) => {
    if (!ctx.actor.superuser) throw refusal('superuser-only')
  },
  judge: (_ctx, { superuser }) => firstOf([[statements.isSuperuser, superuser]], noRefusals),
  apply: async (ctx, trx, ids, { superuser }) => {
    await statements.setSuperusers(trx, ctx.actor.tenantId, ids, superuser)
    return ids.map((userId) => ({ userId, changes: { superuser: [!superuser, superuser] } }))
  },
  lowersAdministrators: true,
  changesRights: true,
  inverse: 'before-values',
})

/** Gives new people the roles that they come with; who may give them was checked before. */
export const grantRoles = statements.insertStagedGrants
