import type { Trx } from '../../server/database/database.ts'
import type { MadeTenant } from '../tenants/service.ts'
import { house } from './house.ts'
import { insertGroups, insertPbxes, insertQueues, insertSites, renamePbx } from './sql.ts'

/** The ids of the house's parts, each list in the order of `demoHouse()`, which its people name by their place. */
export type Rooms = {
  readonly sites: readonly number[]
  readonly pbxes: readonly number[]
  readonly desks: readonly number[]
  readonly skills: readonly number[]
  readonly tags: readonly number[]
  readonly businessUnits: readonly number[]
  readonly agentGroups: readonly number[]
  readonly queues: readonly number[]
  readonly roles: MadeTenant['roles']
}

/** Makes the sites, groups, queues and telephone systems; a tenant comes with its first site and a PBX, which are the first of ours. */
export async function furnish(trx: Trx, { tenantId, siteId, pbxId, roles }: MadeTenant): Promise<Rooms> {
  const [firstPbx, ...morePbxes] = house.pbxes
  await renamePbx(trx, tenantId, pbxId, firstPbx!)
  const names = (named: readonly { name: string }[]) => named.map(({ name }) => name)
  return {
    sites: [siteId, ...(await insertSites(trx, tenantId, house.sites.slice(1)))],
    pbxes: [pbxId, ...(await insertPbxes(trx, tenantId, morePbxes))],
    desks: await insertGroups(trx, tenantId, 'desk', names(house.desks)),
    skills: await insertGroups(trx, tenantId, 'skill', house.skills),
    tags: await insertGroups(trx, tenantId, 'tag', house.tags),
    businessUnits: await insertGroups(trx, tenantId, 'business_unit', house.businessUnits),
    agentGroups: await insertGroups(trx, tenantId, 'agent_group', house.agentGroups),
    queues: await insertQueues(trx, tenantId, house.queues),
    roles,
  }
}
