/** The first run: one token, printed where the server was started, opens an empty installation once (HOUSE-6, S15). */
import type * as z from 'zod/mini'
import { systemActor } from '../../server/actor.ts'
import { contextFor, type Context, type Parts } from '../../server/context.ts'
import { hashPassword } from '../../server/crypto/passwords.ts'
import { hashToken, newToken } from '../../server/crypto/tokens.ts'
import type { Trx } from '../../server/database/database.ts'
import { within } from '../../server/database/within.ts'
import { changeOne } from '../changes/service/run.ts'
import { refuseWeakPassword, resetPasswordOf, setOwnPassword } from '../passwords/service.ts'
import { setSuperuserAction } from '../roles/service/grants.ts'
import { listRoles } from '../roles/service/roles.ts'
import { startSession } from '../sessions/service.ts'
import { listSites } from '../sites/service.ts'
import { slugTaken } from '../tenants/contract.ts'
import { DEMONSTRATION_SLUG, findTenantId, handIn, makeTenant, takeOthersBelow } from '../tenants/service.ts'
import { findByName } from '../users/service/by-name.ts'
import { createPeople, createUser, stage } from '../users/service/create.ts'
import { activateAction } from '../users/service/status.ts'
import { firstRunOver, wrongToken, type setUp } from './contract.ts'
import { closeFirst, findFirstRun, hasTenantsBeside, openFirst, spendToken } from './sql.ts'

/** The short name of the super tenant, with which operators sign in. */
export const OPERATOR_SLUG = 'operator'

type Wanted = z.output<NonNullable<typeof setUp.body>>

/** A fresh token for the wizard while there is no tenant yet but the demonstration, else null. Only its hash is kept. */
export async function openFirstRun({ database }: Pick<Parts, 'database'>): Promise<string | null> {
  if (await hasTenantsBeside(database.outside, DEMONSTRATION_SLUG)) return null
  const token = newToken()
  await openFirst(database.outside, hashToken(token))
  return token
}

export async function isWaiting({ database }: Pick<Parts, 'database'>): Promise<boolean> {
  const row = await findFirstRun(database.outside)
  return row !== undefined && row.done_at === null && row.token_hash !== null
}

/** Makes the operator, the first tenant and its site in one transaction, and signs the operator in there. The token dies on use. */
export async function setUpInstallation(ctx: Context, wanted: Wanted): Promise<{ tenantId: number; cookie: string }> {
  if (!(await isWaiting(ctx))) throw firstRunOver()
  const tokenHash = hashToken(wanted.token)
  const row = await findFirstRun(ctx.database.outside)
  if (!row?.token_hash?.equals(tokenHash)) throw wrongToken()
  const { email, firstName, lastName, password } = wanted.operator
  const name = [firstName, lastName].filter(Boolean).join(' ')
  refuseWeakPassword(password, { username: email, email, name, tenant: wanted.tenant.name }, '#/operator/password')
  if (wanted.tenant.slug === OPERATOR_SLUG) throw slugTaken()
  const hash = await hashPassword(password)
  return ctx.database.outside.transaction().execute(async (trx) => {
    if (!(await spendToken(trx, tokenHash, ctx.clock.now()))) throw firstRunOver()
    const operator = await makeOperator(ctx, trx, wanted, hash)
    await takeOthersBelow(trx, operator.tenantId)
    const { tenantId } = await makeTenant(ctx, trx, {
      ...wanted.tenant,
      site: wanted.site,
      parentId: operator.tenantId,
    })
    const cookie = await within(trx, operator.tenantId, () =>
      startSession(ctx, trx, { ...operator, actingTenantId: tenantId, origin: ctx.origin }),
    )
    return { tenantId, cookie }
  })
}

async function makeOperator(
  ctx: Context,
  trx: Trx,
  { operator, tenant }: Wanted,
  hash: string,
): Promise<{ tenantId: number; userId: string }> {
  const above = {
    slug: OPERATOR_SLUG,
    name: 'Operators',
    super: true,
    language: tenant.language,
    timeZone: tenant.timeZone,
    site: { name: 'Operators', timeZone: tenant.timeZone },
  } as const
  const { tenantId, siteId, roles } = await makeTenant(ctx, trx, above)
  const setup = contextFor(ctx, systemActor(tenantId, 'first run'), [], ctx.origin)
  const { email, firstName = null, lastName = null } = operator
  const values = {
    username: email,
    email,
    firstName,
    lastName,
    site: siteId,
    roles: [{ id: roles.administrator }],
    superuser: true,
  }
  const person = stage(values, true, ctx.clock.now())
  await within(trx, tenantId, async () => {
    await createPeople(setup, trx, [person])
    await setOwnPassword(setup, trx, person.id, hash)
  })
  return { tenantId, userId: person.id }
}

export type TenantSetUp = {
  readonly slug: string
  readonly adminEmail: string
  readonly name: string
  /** IANA. */
  readonly timeZone: string
  readonly site: string
}
export type SetUpResult = {
  readonly tenantId: number
  /** False when the tenant was there already. */
  readonly madeTenant: boolean
  /** False when they had an account, which can sign in again with the new password. */
  readonly madeAdministrator: boolean
  readonly password: string
  readonly expiresAt: Date | null
}

/**
 * Makes a tenant unless it is there, and somebody its superuser who gets in with a temporary password: also for whoever
 * has forgotten theirs. The tenant `operator` stands above the others. For whoever runs the server; the wizard is over.
 */
export async function setUpTenant(parts: Parts, wanted: TenantSetUp): Promise<SetUpResult> {
  const { slug, adminEmail } = wanted
  const there = await findTenantId(parts.database.outside, slug)
  const tenantId =
    there ?? (await parts.database.outside.transaction().execute((trx) => makeFromOutside(parts, trx, wanted)))
  const ctx = await handIn(parts, slug)
  const known = await findByName(ctx, adminEmail)
  const result = { tenantId, madeTenant: there === null, madeAdministrator: known === undefined }
  if (known !== undefined) {
    await changeOne(ctx, activateAction, known, undefined)
    await changeOne(ctx, setSuperuserAction, known, { superuser: true })
    return { ...result, ...(await resetPasswordOf(ctx, known, false)) }
  }
  const { temporaryPassword, passwordExpiresAt } = await createUser(ctx, {
    username: adminEmail,
    email: adminEmail,
    site: (await listSites(ctx))[0]!.id,
    roles: (await listRoles(ctx)).filter(({ builtIn }) => builtIn === 'administrator').map(({ id }) => ({ id })),
    superuser: true,
    signIn: 'temporary-password',
  })
  return { ...result, password: temporaryPassword!, expiresAt: new Date(passwordExpiresAt!) }
}

async function makeFromOutside(parts: Parts, trx: Trx, { slug, name, timeZone, site }: TenantSetUp): Promise<number> {
  const above = slug === OPERATOR_SLUG ? null : await findTenantId(trx, OPERATOR_SLUG)
  const tenant = { slug, name, language: 'en', timeZone, site: { name: site, timeZone } }
  const { tenantId } = await makeTenant(parts, trx, {
    ...tenant,
    ...(above === null ? {} : { parentId: above }),
    ...(slug === OPERATOR_SLUG ? { super: true } : {}),
  })
  if (slug === OPERATOR_SLUG) await takeOthersBelow(trx, tenantId)
  await closeFirst(trx, parts.clock.now())
  return tenantId
}
