/** The first run: one token, printed where the server was started, opens an empty installation once (HOUSE-6, S15). */
import type * as z from 'zod/mini'
import { systemActor } from '../../server/actor.ts'
import { contextFor, type Context, type Parts } from '../../server/context.ts'
import { hashPassword } from '../../server/crypto/passwords.ts'
import { hashToken, newToken } from '../../server/crypto/tokens.ts'
import type { Trx } from '../../server/database/database.ts'
import { within } from '../../server/database/within.ts'
import { refuseWeakPassword, setOwnPassword } from '../passwords/service.ts'
import { startSession } from '../sessions/service.ts'
import { slugTaken } from '../tenants/contract.ts'
import { DEMONSTRATION_SLUG, makeTenant, takeDemonstrationBelow } from '../tenants/service.ts'
import { createPeople, stage } from '../users/service/create.ts'
import { firstRunOver, wrongToken, type setUp } from './contract.ts'
import { findFirstRun, hasTenantsBeside, openFirst, spendToken } from './sql.ts'

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
    await takeDemonstrationBelow(trx, operator.tenantId)
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
