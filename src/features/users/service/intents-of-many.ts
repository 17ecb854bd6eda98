/** What a row wants of somebody that is no plain write but goes by the rules of an action of its own. */
import type { AnyAction } from '../../changes/service/action.ts'
import { groupActions } from '../../groups/contract.ts'
import { asMemberships, membershipAction } from '../../groups/service/members.ts'
import { addRolesAction, asGrants, replaceRolesAction } from '../../roles/service/grants.ts'
import { groupFieldNames, groupFields, type FieldName, type FieldValues, type GroupField } from '../fields/catalogue.ts'
import type { EditableRow } from '../sql/rewriting.ts'
import { setSiteAction } from './settings.ts'
import { activateAction, deactivateAction } from './status.ts'

/** Fields as a PATCH has them; whoever holds a role that is named without limits keeps the limits that it has. */
export type Wanted = Partial<Omit<FieldValues, 'superuser' | 'sipPassword' | 'caldavSecret'>> & {
  /** Archived groups: who is in one stays in it, and nobody joins. */
  readonly kept?: readonly number[]
}
/** Whether groups and roles of a row come to those that are there, or in their place. */
export type Lists = 'add' | 'replace'

/** `place` is its turn: activity comes last, so that whoever is deactivated is judged by the roles that they have then. */
export type Intent = {
  readonly field: FieldName
  readonly action: AnyAction
  readonly params: unknown
  readonly place: number
}

/** Only what differs from how the person stands. */
export function intentsOf(row: EditableRow, wanted: Wanted, lists: Lists): Intent[] {
  const found = [
    ...siteIntent(row, wanted),
    ...groupFieldNames.flatMap((field) => groupIntent(row, field, wanted, lists)),
    ...roleIntent(row, wanted, lists),
    ...activityIntent(row, wanted),
  ]
  return found.map((intent) => ({ ...intent, place: order.indexOf(intent.field) }))
}
type Found = Omit<Intent, 'place'>
const order: readonly FieldName[] = ['site', ...groupFieldNames, 'roles', 'active']

const siteIntent = (row: EditableRow, { site }: Wanted): Found[] =>
  site === undefined || site === row.site_id ? [] : [{ field: 'site', action: setSiteAction, params: { site } }]

function groupIntent(row: EditableRow, field: GroupField, all: Wanted, lists: Lists): Found[] {
  const given = all[field]
  if (given === undefined) return []
  const held = new Map(
    row.members.filter(({ kind }) => kind === groupFields[field]).map(({ id, level }) => [id, level]),
  )
  // A skill that is named without a level keeps the one that it has.
  const stays = (all.kept ?? []).filter((id) => held.has(id))
  const wanted = asMemberships([...given, ...stays]).map(({ id, level }) => ({
    id,
    level: level ?? held.get(id) ?? null,
  }))
  const missing = wanted.filter(({ id, level }) => !held.has(id) || held.get(id) !== level)
  // Nothing at all empties the list, however others are brought in.
  const how = given.length === 0 ? 'replace' : lists
  const gone = how === 'replace' && [...held.keys()].some((id) => !wanted.some((one) => one.id === id))
  if (missing.length === 0 && !gone) return []
  const some = [...(how === 'replace' ? wanted : missing)].sort((a, b) => a.id - b.id)
  const params = { [field]: field === 'skills' ? some : some.map(({ id }) => id) }
  return [{ field, action: membershipAction(groupActions[field][how], field, how), params }]
}

/** A role that is named without limits stays with the sites or desks that it is limited to; one with limits takes these. */
function roleIntent({ roles }: EditableRow, { roles: given }: Wanted, lists: Lists): Found[] {
  if (given === undefined) return []
  const held = new Map(asGrants(roles).map((grant) => [grant.id, grant]))
  const wanted = asGrants(given)
    .map((grant) => (grant.sites || grant.desks ? grant : (held.get(grant.id) ?? grant)))
    .sort((a, b) => a.id - b.id)
  const missing = wanted.filter((grant) => JSON.stringify(held.get(grant.id)) !== JSON.stringify(grant))
  const isGone = lists === 'replace' && [...held.keys()].some((id) => !wanted.some((one) => one.id === id))
  if (missing.length === 0 && !isGone) return []
  return lists === 'replace'
    ? [{ field: 'roles', action: replaceRolesAction, params: { roles: wanted } }]
    : [{ field: 'roles', action: addRolesAction, params: { roles: missing } }]
}

function activityIntent({ status }: EditableRow, { active }: Wanted): Found[] {
  if (active === undefined || active === (status !== 'inactive')) return []
  return [{ field: 'active', action: active ? activateAction : deactivateAction, params: undefined }]
}
