/** The demonstration: one tenant of invented people with a past, made in one transaction, so that it is there whole or not at all (HOUSE-6). */
import { partNames } from '../../contract/modules.ts'
import { systemActor, type Actor } from '../../server/actor.ts'
import { contextFor, type Context, type Origin, type Parts } from '../../server/context.ts'
import { hashPassword } from '../../server/crypto/passwords.ts'
import { newPassword } from '../../server/crypto/tokens.ts'
import type { Trx } from '../../server/database/database.ts'
import { within } from '../../server/database/within.ts'
import { OPERATOR_SLUG } from '../first-run/service.ts'
import { setOwnPassword } from '../passwords/service.ts'
import { findTenantId, makeTenant, type MadeTenant } from '../tenants/service.ts'
import { createPeople, stage } from '../users/service/create.ts'
import { furnish } from './furnish.ts'
import { hire } from './hire.ts'
import { house } from './house.ts'
import { livePast } from './past.ts'
import { work } from './work.ts'

export const DEMONSTRATION_SLUG = 'demo'
const YEAR = 365 * 86_400_000

export type DemonstrationOptions = {
  /** How many invented people, beside the administrator. */
  readonly users?: number
  readonly tenantSlug?: string
  readonly onProgress?: (made: number) => void
}
export type Demonstration = {
  readonly tenantId: number
  /** With this name the administrator signs in. */
  readonly adminName: string
  /** Null when the tenant was there already: the password was given once and is kept nowhere. */
  readonly password: string | null
}

const ADMINISTRATOR = 'admin'
const origin: Origin = { via: 'import', requestId: null, address: null, userAgent: null }

/**
 * Makes the demonstration unless it is there: five sites, groups, queues, leads, people with sign-ins of thirty days, and
 * one administrator with a generated password; nobody else has one. The tenant stands below the operators' when there
 * is one; before the first run it stands by itself, and the first run takes it below.
 */
export async function makeDemonstration(parts: Parts, options: DemonstrationOptions = {}): Promise<Demonstration> {
  const { users = 2000, tenantSlug = DEMONSTRATION_SLUG, onProgress } = options
  const there = await findTenantId(parts.database.outside, tenantSlug)
  if (there !== null) return { tenantId: there, adminName: ADMINISTRATOR, password: null }
  const password = newPassword()
  const hash = await hashPassword(password)
  const until = parts.clock.now()
  const tenantId = await parts.database.outside.transaction().execute(async (trx) => {
    const made = await makeTenant({ clock: stopped(new Date(until.getTime() - 3 * YEAR)) }, trx, {
      slug: tenantSlug,
      name: house.name,
      language: 'en',
      timeZone: house.sites[0]!.timeZone,
      site: house.sites[0]!,
      parentId: (await findTenantId(trx, OPERATOR_SLUG)) ?? undefined,
      demonstration: true,
    })
    const at = contextsOf(parts, made.tenantId)
    await within(trx, made.tenantId, async () => {
      const rooms = await furnish(trx, made)
      const ada = await welcomeAdministrator(at(new Date(until.getTime() - YEAR)), trx, made, hash)
      const { agents, administrators, workers } = await hire(at, trx, rooms, { users, until, onProgress })
      await work(trx, made.tenantId, workers, until)
      await livePast(at, trx, rooms, { agents, administrators: [ada, ...administrators] }, until)
    })
    return made.tenantId
  })
  return { tenantId, adminName: ADMINISTRATOR, password }
}

const stopped = (at: Date) => ({ now: () => at })

/** The context of the program, or of somebody, in the tenant on some day. */
const contextsOf =
  (parts: Parts, tenantId: number) =>
  (day: Date, actor: Actor = systemActor(tenantId, 'demonstration')): Context =>
    contextFor(
      { ...parts, clock: stopped(day) },
      actor,
      partNames,
      actor.kind === 'user' ? { ...origin, via: 'console' } : origin,
    )

async function welcomeAdministrator(ctx: Context, trx: Trx, { siteId, roles }: MadeTenant, hash: string) {
  const values = {
    username: ADMINISTRATOR,
    email: 'admin@example.com',
    firstName: 'Ada',
    lastName: 'Warden',
    jobTitle: 'Administrator of the demonstration',
    site: siteId,
    roles: [{ id: roles.administrator }],
    superuser: true,
  }
  const person = stage(values, true, ctx.clock.now())
  await createPeople(ctx, trx, [person])
  await setOwnPassword(ctx, trx, person.id, hash)
  return { id: person.id, name: `${values.firstName} ${values.lastName}` }
}
