/**
 * What the names in a file mean in this tenant. Case and accents make no difference. An unknown role or telephone system
 * refuses the row; an unknown site falls back to the default; unknown groups are left out, or made on the way.
 */
import { sortKey } from '../../contract/text.ts'
import { invalidRequest } from '../../contract/problem.ts'
import { reachOf } from '../../server/actor.ts'
import type { Context } from '../../server/context.ts'
import { groupKinds, type GroupKind } from '../groups/contract.ts'
import { lackedPower } from '../roles/scope.ts'
import { demandGrants } from '../roles/service/grants.ts'
import type { StagedPerson } from '../users/service/create.ts'
import { groupFields, groupFieldNames, type GroupField } from '../users/fields/catalogue.ts'
import { text } from '../users/fields/schemas.ts'
import type { ImportOptions } from './contract.ts'
import type { Fault, GroupNames, SkillName, StagedRow } from './formats/row.ts'
import type { CheckedRow } from './reading/check.ts'
import { selectGroups, selectPbxes, selectRoles, selectSites, type GroupOf, type Named } from './sql.ts'

export type NewGroup = { readonly kind: GroupKind; readonly name: string }
type RoleHere = Named & { readonly grantable: boolean }
type Things = {
  readonly sites: ReadonlyMap<string, Named>
  readonly roles: ReadonlyMap<string, RoleHere>
  readonly pbxes: ReadonlyMap<string, Named>
  readonly groups: ReadonlyMap<GroupKind, Map<string, GroupOf>>
  readonly site: Named | undefined
  readonly defaultRoles: readonly number[]
}

/** Reads what is there of what the file names. Throws when a default is not there, or is not the actor's to give. */
export async function openNames(ctx: Context, rows: readonly StagedRow[], options: ImportOptions): Promise<Names> {
  const { db, actor } = ctx
  const reach = reachOf(actor, 'users.create') ?? { everywhere: false, sites: [], desks: [] }
  const sites = byName(await selectSites(db, actor.tenantId, reach))
  const roles = byName(
    (await selectRoles(db, actor.tenantId)).map(({ id, name, permissions }) => ({
      id,
      name,
      grantable: lackedPower(actor, { permissions, sites: null, desks: null }) === null,
    })),
  )
  const pbxes = byName(ctx.modules.includes('pbx') ? await selectPbxes(db, actor.tenantId) : [])
  const groups = new Map<GroupKind, Map<string, GroupOf>>()
  for (const kind of groupKinds)
    groups.set(kind, byName(await selectGroups(db, actor.tenantId, kind, keysOf(rows, kind))))
  const defaultRoles = (options.roles ?? []).map((role, i) => pick(roles, role, 'role', `#/roles/${i}`).id)
  await demandGrants(
    ctx,
    defaultRoles.map((id) => ({ id })),
  )
  const only = sites.size === 1 ? [...sites.values()][0] : undefined
  const site = options.site === undefined ? only : pick(sites, options.site, 'site', '#/site')
  return new Names({ sites, roles, pbxes, groups, site, defaultRoles }, options.createGroups === true)
}

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
  throw invalidRequest({ detail: message, errors: [{ pointer, code: 'unknown', message }] })
}

/** The groups of one kind that a row names. */
const namedIn = (groups: GroupNames, field: GroupField): readonly SkillName[] =>
  field === 'skills' ? (groups.skills ?? []) : (groups[field] ?? []).map((name) => ({ name }))

function keysOf(rows: readonly StagedRow[], kind: GroupKind): string[] {
  const field = groupFieldNames.find((each) => groupFields[each] === kind)!
  return [...new Set(rows.flatMap(({ groups }) => namedIn(groups, field).map(({ name }) => sortKey(name))))]
}

const groupName = text({ what: 'The name', max: 100 })

export class Names {
  readonly #here: Things
  readonly #createGroups: boolean

  constructor(here: Things, createGroups: boolean) {
    this.#here = here
    this.#createGroups = createGroups
  }

  get site(): Named | undefined {
    return this.#here.site
  }
  get defaultRoles(): readonly number[] {
    return this.#here.defaultRoles
  }

  /** What of the row's names makes it impossible. */
  readonly faults = (row: CheckedRow): Fault[] => [
    ...this.#siteFaults(row),
    ...this.#roleFaults(row),
    ...this.#pbxFaults(row),
    ...this.#groupFaults(row),
  ]

  #siteFaults({ site }: CheckedRow): Fault[] {
    if (this.#here.site || (site !== undefined && this.#here.sites.has(sortKey(site)))) return []
    const message =
      site === undefined
        ? 'The row names no site. Give one, or choose the site of such rows.'
        : `There is no site “${site}” among yours. Make it first, or choose the site of such rows.`
    return [{ field: 'site', code: site === undefined ? 'required' : 'unknown', message }]
  }

  #roleFaults({ roles }: CheckedRow): Fault[] {
    if (roles === undefined && this.#here.defaultRoles.length === 0) {
      const message = 'The row names no role, and a user has at least one. Give one, or choose the role of such rows.'
      return [{ field: 'roles', code: 'required', message }]
    }
    return (roles ?? []).flatMap((name): Fault[] => {
      const role = this.#here.roles.get(sortKey(name))
      if (!role)
        return [
          { field: 'roles', code: 'unknown', message: `There is no role “${name}”. Make it first, or name another.` },
        ]
      if (role.grantable) return []
      return [
        {
          field: 'roles',
          code: 'grants-more-than-you',
          message: `You lack a permission of the role “${name}”, so you cannot give it.`,
        },
      ]
    })
  }

  #pbxFaults({ pbx, values }: CheckedRow): Fault[] {
    if (pbx === undefined || !values.sipOption || this.#here.pbxes.has(sortKey(pbx))) return []
    return [{ field: 'sipPbx', code: 'unknown', message: `There is no PBX “${pbx}”. Add it first, or name another.` }]
  }

  /** Only what would be made has to be a name that a group may have. */
  #groupFaults({ groups }: CheckedRow): Fault[] {
    if (!this.#createGroups) return []
    return groupFieldNames.flatMap((field) =>
      namedIn(groups, field).flatMap(({ name }): Fault[] => {
        const wrong = this.#find(field, name) ? undefined : groupName.safeParse(name).error?.issues[0]
        return wrong ? [{ field, code: 'invalid', message: wrong.message }] : []
      }),
    )
  }

  #find(field: GroupField, name: string): GroupOf | undefined {
    return this.#here.groups.get(groupFields[field])?.get(sortKey(name))
  }

  /** Everything that the row gives a person, names turned into ids; groups that are not there are left out. */
  valuesOf({ values, site, roles, pbx, groups }: CheckedRow): StagedPerson['values'] {
    const own = (roles ?? []).flatMap((name) => this.#here.roles.get(sortKey(name))?.id ?? [])
    const sitePlace = (site === undefined ? undefined : this.#here.sites.get(sortKey(site))) ?? this.#here.site
    const pbxId = pbx === undefined ? undefined : this.#here.pbxes.get(sortKey(pbx))?.id
    return {
      ...values,
      ...this.#groupsOf(groups),
      ...(pbxId === undefined || !values.sipOption ? {} : { sipPbx: pbxId }),
      site: sitePlace!.id,
      roles: [...new Set(own.length > 0 ? own : this.#here.defaultRoles)].map((id) => ({ id })),
    }
  }

  #groupsOf(groups: GroupNames): Partial<Pick<StagedPerson['values'], GroupField>> {
    const ids = (field: GroupField) => {
      const found = namedIn(groups, field).map(({ name, level }) => ({ group: this.#find(field, name), level }))
      return new Map(
        found.flatMap(({ group, level }) => (group && !group.archived ? [[group.id, level] as const] : [])),
      )
    }
    return Object.fromEntries(
      groupFieldNames.flatMap((field) => {
        const of = ids(field)
        if (of.size === 0) return []
        return [
          [field, field === 'skills' ? [...of].map(([id, level]) => ({ id, level: level ?? null })) : [...of.keys()]],
        ]
      }),
    )
  }

  /** The groups that these rows need and that are not there, each once; none unless they are to be made. */
  missingGroups(rows: readonly CheckedRow[]): NewGroup[] {
    if (!this.#createGroups) return []
    const missing = new Map<string, NewGroup>()
    for (const { groups } of rows)
      for (const field of groupFieldNames)
        for (const { name } of namedIn(groups, field))
          if (!this.#find(field, name))
            putFirst(missing, `${field} ${sortKey(name)}`, { kind: groupFields[field], name })
    return [...missing.values()]
  }

  /** Takes in what was made. */
  learn(made: readonly (NewGroup & { readonly id: number })[]): void {
    for (const { kind, name, id } of made)
      this.#here.groups.get(kind)!.set(sortKey(name), { id, name, archived: false })
  }

  /** The names that stand in these rows and count for nothing here. */
  leftOut(rows: readonly CheckedRow[]): LeftOut {
    const left = { unknown: new Map(), archived: new Map(), sites: new Map() } satisfies LeftOut
    for (const { site, groups } of rows) {
      if (site !== undefined && !this.#here.sites.has(sortKey(site))) putFirst(left.sites, sortKey(site), site)
      for (const field of groupFieldNames)
        for (const { name } of namedIn(groups, field)) {
          const group = this.#find(field, name)
          if (group?.archived) putFirst(namesOf(left.archived, field), sortKey(name), name)
          else if (!group && !this.#createGroups) putFirst(namesOf(left.unknown, field), sortKey(name), name)
        }
    }
    return left
  }
}

/** Names as they were first written, by what they are compared as. */
type Written = Map<string, string>
type ByField = Map<GroupField, Written>
export type LeftOut = { readonly unknown: ByField; readonly archived: ByField; readonly sites: Written }

const namesOf = (of: ByField, field: GroupField): Written => {
  const names = of.get(field) ?? new Map<string, string>()
  of.set(field, names)
  return names
}

function putFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value)
}
