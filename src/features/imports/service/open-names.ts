/** Looks up what of a file's names is there: sites, roles, telephone systems and groups. */
import { sortKey } from '../../../contract/text.ts'
import { invalidAt } from '../../../contract/problem.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { groupKinds, type GroupKind } from '../../groups/contract.ts'
import { demandGrants } from '../../roles/service/grants.ts'
import { groupFields, groupFieldNames } from '../../users/fields/catalogue.ts'
import type { ImportOptions } from '../contract.ts'
import type { StagedRow } from '../formats/row.ts'
import {
  selectGroups,
  selectGroupsById,
  selectNearGroups,
  selectPbxes,
  selectRoles,
  selectSites,
  type GroupOf,
  type Named,
} from '../sql/names.ts'
import { namedIn, Names } from './names.ts'
import { RoleNames } from './role-names.ts'

/** So many unknown names at most are compared with those that are there. */
const MOST_NEAR = 200

/** Reads what is there of what the file names. Throws when a default is not there, or is not the actor's to give. */
export async function openNames(ctx: Context, rows: readonly StagedRow[], options: ImportOptions): Promise<Names> {
  const { db, actor } = ctx
  const all = await selectSites(db, actor.tenantId)
  const live = all.filter(({ archived }) => !archived)
  const sites = byName(live.filter(isWithin(actor, 'users.create')))
  const reachable = new Map([...sites, ...byName(live.filter(isWithin(actor, 'users.site')))])
  const everySite = byName(all)
  const everyRole = await selectRoles(db, actor.tenantId)
  const pbxes = byName(ctx.modules.includes('pbx') ? await selectPbxes(db, actor.tenantId) : [])
  const groups = new Map<GroupKind, Map<string, GroupOf>>()
  for (const kind of groupKinds)
    groups.set(kind, byName(await selectGroups(db, actor.tenantId, kind, keysOf(rows, kind))))
  const meanings = options.groups ?? []
  await takeMeanings(ctx, groups, meanings)
  takeMeaningsOfSites([sites, reachable, everySite], meanings)
  const offered = byName(everyRole.filter(({ archived }) => !archived))
  const defaultRoles = (options.roles ?? []).map((role, i) => pick(offered, role, 'role', `#/roles/${i}`).id)
  await demandGrants(
    ctx,
    defaultRoles.map((id) => ({ id })),
  )
  const only = sites.size === 1 ? [...sites.values()][0] : undefined
  const site = options.site === undefined ? only : pick(sites, options.site, 'site', '#/site')
  const desks = groups.get('desk')!
  const nearDesks = await nearDesksOf(ctx, rows, desks)
  const places = { sites, everySite, desks, nearDesks }
  const roles = new RoleNames(byName(everyRole), places, actor)
  // Where everybody is there already, nothing but a known site can be meant by one that is named.
  const stays = options.mode === 'both' && site !== undefined
  return new Names(
    { ...places, reachable, roles, pbxes, groups, site, stays, defaultRoles },
    options.createGroups === true,
  )
}

function isWithin(actor: Actor, permission: Permission): (site: Named) => boolean {
  const reach = reachOf(actor, permission)
  return ({ id }) => reach !== null && (reach.everywhere || reach.sites.includes(id))
}

const limitsOf = (rows: readonly StagedRow[]) =>
  rows.flatMap(({ roles = [] }) => roles.flatMap(({ desks }) => desks ?? [])).map((name) => sortKey(name))

/** What desks may be meant by names to which roles are limited and which no desk has. */
async function nearDesksOf({ db, actor }: Context, rows: readonly StagedRow[], desks: ReadonlyMap<string, GroupOf>) {
  const missing = [...new Set(limitsOf(rows))].filter((key) => !desks.has(key)).slice(0, MOST_NEAR)
  const near = await selectNearGroups(
    db,
    actor.tenantId,
    missing.map((key) => ({ kind: 'desk', key })),
  )
  return new Map(near.map(({ key, name }) => [key, name]))
}

/** Names that mean a group of another name, because the person says so. */
async function takeMeanings(
  { db, actor }: Context,
  groups: ReadonlyMap<GroupKind, Map<string, GroupOf>>,
  meanings: NonNullable<ImportOptions['groups']>,
): Promise<void> {
  const wanted = meanings.flatMap(({ field, as }) => (field === 'site' ? [] : [as]))
  const found = await selectGroupsById(db, actor.tenantId, wanted)
  const known = new Map(found.map((group) => [`${group.kind} ${group.id}`, group]))
  for (const [i, { field, name, as }] of meanings.entries()) {
    if (field === 'site') continue
    const group = known.get(`${groupFields[field]} ${as}`)
    if (!group) throw noMeaning(i, `There is no such group ${as} for “${name}”.`)
    groups.get(groupFields[field])!.set(sortKey(name), group)
  }
}

/** The same of sites: it takes one of the actor's own. */
function takeMeaningsOfSites(
  [sites, ...others]: readonly [Map<string, Named>, ...Map<string, Named>[]],
  meanings: NonNullable<ImportOptions['groups']>,
): void {
  const own = new Map([...sites.values()].map((site) => [site.id, site]))
  for (const [i, { field, name, as }] of meanings.entries()) {
    if (field !== 'site') continue
    const site = own.get(as)
    if (!site) throw noMeaning(i, `There is no such site ${as} among yours for “${name}”.`)
    for (const known of [sites, ...others]) known.set(sortKey(name), site)
  }
}

const noMeaning = (i: number, message: string) => invalidAt(`#/groups/${i}/as`, 'unknown', message)

const byName = <T extends Named>(things: readonly T[]) => new Map(things.map((thing) => [sortKey(thing.name), thing]))

function pick<T extends Named>(
  things: ReadonlyMap<string, T>,
  wanted: number | string,
  what: string,
  pointer: string,
): T {
  const found =
    typeof wanted === 'number' ? [...things.values()].find(({ id }) => id === wanted) : things.get(sortKey(wanted))
  if (found) return found
  const some = [...things.values()].slice(0, 20).map(({ name }) => name)
  const message =
    `There is no ${what} “${wanted}” among yours. ${some.length > 0 ? `There are: ${some.join(', ')}.` : ''}`.trim()
  throw invalidAt(pointer, 'unknown', message)
}

function keysOf(rows: readonly StagedRow[], kind: GroupKind): string[] {
  const field = groupFieldNames.find((each) => groupFields[each] === kind)!
  const named = rows.flatMap(({ groups }) => namedIn(groups, field).map(({ name }) => sortKey(name)))
  return [...new Set(kind === 'desk' ? [...named, ...limitsOf(rows)] : named)]
}
