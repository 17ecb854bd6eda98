/** A made-up person as rows of every table that a created one would have. */
import { newId } from '#src/contract/ids.ts'
import type { DemoPerson } from '#src/features/demo/people.ts'
import { facetOf, withoutMarks } from '#src/server/database/facets.ts'
import { columnFields, columns } from '#src/features/users/sql/columns.ts'
import { derive, type DerivedFrom } from '#src/features/users/sql/derived.ts'
import type { House } from './house.ts'

const DERIVED = ['username_key', 'email_key', 'name_key', 'extension_key', 'oauth_email_key', 'search'] as const
export const USER_COLUMNS = ['tenant_id', 'id', 'status', 'created_at', ...Object.values(columns), ...DERIVED] as const

/** Nobody signs in with it: it stands there for what asks whether somebody has a password. */
const NO_PASSWORD = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$bm8gcGFzc3dvcmQgaGFzaGVzIHRvIHRoaXMgdmFsdWU'

/** @param createdAt people came one after the other, so that ids, creation and the order of rows agree as they do in life. */
export function userRow(person: DemoPerson, house: House, createdAt: Date) {
  const values: Record<string, unknown> = {
    ...person,
    site: house.sites[person.site],
    sipPbx: person.sipPbx === null ? null : house.pbxes[person.sipPbx],
    superuser: false,
    useAddressList: false,
    custom: '{}',
  }
  const own = Object.fromEntries(columnFields.map((field) => [columns[field], values[field] ?? null]))
  return {
    ...own,
    ...derive(own as DerivedFrom),
    tenant_id: house.tenantId,
    id: newId(createdAt.getTime()),
    status: person.status,
    created_at: createdAt,
  } as Record<(typeof USER_COLUMNS)[number], never> & {
    id: string
    username_key: string
    email_key: string
    search: string
  }
}

export const groupsOf = (person: DemoPerson, house: House) => [
  ...person.desks.map((desk) => ({ group_id: house.desks[desk]!, level: null })),
  ...person.businessUnits.map((unit) => ({ group_id: house.businessUnits[unit]!, level: null })),
  ...person.agentGroups.map((group) => ({ group_id: house.agentGroups[group]!, level: null })),
  ...person.tags.map((tag) => ({ group_id: house.tags[tag]!, level: null })),
  ...person.skills.map(({ skill, level }) => ({ group_id: house.skills[skill]!, level })),
]

/** What the triggers would write of a person who is made one by one. */
export function directoryOf(person: DemoPerson, house: House) {
  const lacks = (mark: keyof typeof withoutMarks, list: readonly unknown[]) =>
    list.length > 0 ? [] : [withoutMarks[mark]]
  const inOrder = (numbers: number[]) => numbers.sort((a, b) => a - b)
  const groups = groupsOf(person, house).map(({ group_id }) => group_id)
  const desks = person.desks.map((desk) => house.desks[desk]!)
  return {
    site_id: house.sites[person.site]!,
    status: person.status,
    facets: inOrder([
      ...desks.map((id) => facetOf('group', id)),
      facetOf('role', roleOf(person, house)),
      ...lacks('desk', desks),
    ]),
    traits: inOrder([
      ...groups.filter((id) => !desks.includes(id)).map((id) => facetOf('group', id)),
      ...person.queues.map((queue) => facetOf('queue', house.queues[queue]!)),
      ...lacks('skill', person.skills),
      ...lacks('tag', person.tags),
      ...lacks('business_unit', person.businessUnits),
      ...lacks('agent_group', person.agentGroups),
      ...lacks('queue', person.queues),
    ]),
  }
}

export const roleOf = (person: DemoPerson, house: House) =>
  house.roles[person.role.toLowerCase() as keyof House['roles']]

/** A phone's number in its PBX; a virtual one in every PBX and in none. */
export function numbersOf(person: DemoPerson, house: House) {
  const { sipExtension, sipPbx, virtualExtension } = person
  const own = sipExtension !== null && sipExtension !== 'dynamic' && sipPbx !== null
  const everywhere = virtualExtension === null ? [] : [0, house.firstPbx, ...house.pbxes]
  return [
    ...(own ? [{ pbx_id: house.pbxes[sipPbx]!, number: sipExtension, virtual: false }] : []),
    ...everywhere.map((pbx_id) => ({ pbx_id, number: virtualExtension!, virtual: true })),
  ]
}

/** The active have a password. */
export const passwordOf = (person: DemoPerson) => (person.status === 'active' ? NO_PASSWORD : null)
