/** The tenant of the measurements: the company of the demonstration, made by the product's own hand. */
import { fold } from '#src/contract/text.ts'
import { demoHouse } from '#src/features/demo/house.ts'
import { makeTenant, type MadeTenant } from '#src/features/tenants/service.ts'
import { systemClock } from '#src/server/clock.ts'
import type { Database, Trx } from '#src/server/database/database.ts'
import { within } from '#src/server/database/within.ts'

/** Ids in the order of the lists of `demoHouse()`. */
export type House = {
  readonly tenantId: number
  readonly roles: MadeTenant['roles']
  readonly sites: readonly number[]
  /** Those of the sites, and the tenant's first, which a virtual extension takes its number in as well. */
  readonly pbxes: readonly number[]
  readonly firstPbx: number
  readonly queues: readonly number[]
  readonly desks: readonly number[]
  readonly skills: readonly number[]
  readonly tags: readonly number[]
  readonly businessUnits: readonly number[]
  readonly agentGroups: readonly number[]
}

export function buildHouse(database: Database, slug: string): Promise<House> {
  const { sites, pbxes, queues, desks, skills, tags, businessUnits, agentGroups } = demoHouse()
  const [first, ...others] = sites
  if (!first) throw new Error('The company of the demonstration has no site.')
  return database.outside.transaction().execute(async (trx) => {
    const site = { name: first.name, timeZone: first.timeZone }
    const made = await makeTenant({ clock: systemClock }, trx, {
      slug,
      name: slug,
      timeZone: 'UTC',
      language: 'en',
      site,
    })
    const { tenantId } = made
    return within(trx, tenantId, async () => {
      const group = (kind: string, names: readonly string[]) =>
        insert(
          trx,
          'groups',
          tenantId,
          names.map((name) => ({ name, kind })),
        )
      return {
        tenantId,
        roles: made.roles,
        sites: [
          made.siteId,
          ...(await insert(
            trx,
            'sites',
            tenantId,
            others.map((s) => ({ name: s.name, time_zone: s.timeZone })),
          )),
        ],
        pbxes: await insert(
          trx,
          'pbxes',
          tenantId,
          pbxes.map(({ name, domain }) => ({ name, domain })),
        ),
        firstPbx: made.pbxId,
        queues: await insert(
          trx,
          'queues',
          tenantId,
          queues.map((name) => ({ name })),
        ),
        desks: await group(
          'desk',
          desks.map(({ name }) => name),
        ),
        skills: await group('skill', skills),
        tags: await group('tag', tags),
        businessUnits: await group('business_unit', businessUnits),
        agentGroups: await group('agent_group', agentGroups),
      }
    })
  })
}

type Named = { readonly name: string } & Readonly<Record<string, string>>
async function insert(
  trx: Trx,
  table: 'sites' | 'groups' | 'pbxes' | 'queues',
  tenantId: number,
  things: readonly Named[],
): Promise<number[]> {
  const ids: number[] = []
  for (const thing of things) {
    const row = { ...thing, tenant_id: tenantId, name_key: fold(thing.name) }
    const { id } = await trx
      .insertInto(table)
      .values(row as never)
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.push(id)
  }
  return ids
}
