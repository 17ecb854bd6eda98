/**
 * What the names in a file mean in this tenant. Case and accents make no difference. An unknown role or telephone system
 * refuses the row; an unknown site falls back to the default, and whoever is there stays at theirs; unknown groups are left out, or
 * made on the way.
 */
import { sortKey } from '../../../contract/text.ts'
import type { GroupKind } from '../../groups/contract.ts'
import type { StagedPerson } from '../../users/service/create.ts'
import { groupFields, groupFieldNames, type FieldName, type GroupField } from '../../users/fields/catalogue.ts'
import { text } from '../../users/fields/schemas.ts'
import type { Wanted } from '../../users/service/edit-many.ts'
import type { Fault, GroupNames, SkillName } from '../formats/row.ts'
import type { FileField } from '../contract.ts'
import { isCustom } from '../formats/custom.ts'
import type { CheckedRow } from '../reading/check.ts'
import { closest } from '../reading/closest.ts'
import type { GroupOf, Named } from '../sql/names.ts'
import type { RoleNames } from './role-names.ts'

/**
 * A name of a row for which nothing is there: what is the matter, the field, and how it is written. For a `site` another one stands in;
 * for want of one the row of a `no-site` is refused.
 */
export type Absent =
  | readonly ['unknown' | 'archived', GroupField, string]
  | readonly ['site', 'site', string]
  | readonly ['no-site', 'site', string]
type Things = {
  readonly sites: ReadonlyMap<string, Named>
  /** Those, and where the actor may move people to. */
  readonly reachable: ReadonlyMap<string, Named>
  /** Archived ones, and those of others, too: somebody who is there may be there. */
  readonly everySite: ReadonlyMap<string, Named>
  readonly roles: RoleNames
  readonly pbxes: ReadonlyMap<string, Named>
  readonly groups: ReadonlyMap<GroupKind, Map<string, GroupOf>>
  readonly site: Named | undefined
  /** Whoever is there stays at their site when the row names none of the actor's, instead of being refused. */
  readonly stays: boolean
  readonly defaultRoles: readonly number[]
}

/** The groups of one kind that a row names. */
export const namedIn = (groups: GroupNames, field: GroupField): readonly SkillName[] =>
  field === 'skills' ? (groups.skills ?? []) : (groups[field] ?? []).map((name) => ({ name }))

/** What an emptied field holds. */
const emptyOf = (field: FieldName): unknown =>
  field === 'languages' || (groupFieldNames as readonly string[]).includes(field) ? [] : null

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
  get stays(): boolean {
    return this.#here.stays
  }
  get defaultRoles(): readonly number[] {
    return this.#here.defaultRoles
  }

  /** What of the names of somebody new makes the row impossible. */
  readonly faults = (row: CheckedRow): Fault[] => [
    ...this.#siteFaults(row),
    ...this.#neededRole(row),
    ...this.#here.roles.faults(row.roles, { isNew: true }),
    ...this.#pbxFaults(row),
    ...this.#groupFaults(row),
  ]

  /** The same of somebody who is there: nothing is needed, and what is not known is no default's to stand in for. */
  readonly faultsOfEdit = (row: CheckedRow): Fault[] => [
    ...this.#unknownSite(row),
    ...this.#here.roles.faults(row.roles, { isNew: false }),
    ...this.#pbxFaults(row),
    ...this.#groupFaults(row),
  ]

  #unknownSite({ site }: CheckedRow): Fault[] {
    if (site === undefined || this.#here.stays || this.#here.everySite.has(sortKey(site))) return []
    return [this.unknownSite(site)]
  }

  /** What is said of a site that is not there, or not the actor's: the two are told in the same words. */
  readonly unknownSite = (site: string): Fault => {
    const near = this.nearSite(site)
    const help = near ? `Did you mean “${near.name}”?` : 'Make it first.'
    return { field: 'site', code: 'unknown', message: `There is no site “${site}” among yours. ${help}` }
  }

  /** The site of the actor's that a name may mean. */
  nearSite(name: string): Named | undefined {
    const { sites } = this.#here
    return sites.get(closest(sortKey(name), sites.keys()) ?? '')
  }

  /** Where somebody who is there goes; undefined where they stay. */
  #siteOfEdit({ site }: CheckedRow): number | undefined {
    if (site === undefined) return undefined
    const { reachable, everySite, stays } = this.#here
    return (stays ? reachable : everySite).get(sortKey(site))?.id
  }

  #siteFaults({ site }: CheckedRow): Fault[] {
    if (this.#here.site || (site !== undefined && this.#here.sites.has(sortKey(site)))) return []
    const near = site === undefined ? undefined : this.nearSite(site)
    const message =
      site === undefined
        ? 'The row names no site. Give one, or choose the site of such rows.'
        : near
          ? `There is no site “${site}” among yours. Did you mean “${near.name}”?`
          : `There is no site “${site}” among yours. Make it first, or choose the site of such rows.`
    return [{ field: 'site', code: site === undefined ? 'required' : 'unknown', message }]
  }

  #neededRole({ roles }: CheckedRow): Fault[] {
    if (roles !== undefined || this.#here.defaultRoles.length > 0) return []
    const message = 'The row names no role, and a user has at least one. Give one, or choose the role of such rows.'
    return [{ field: 'roles', code: 'required', message }]
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
    const own = this.#here.roles.grantsOf(roles)
    const sitePlace = (site === undefined ? undefined : this.#here.sites.get(sortKey(site))) ?? this.#here.site
    const pbxId = pbx === undefined ? undefined : this.#here.pbxes.get(sortKey(pbx))?.id
    return {
      ...values,
      ...this.#groupsOf(groups),
      ...(pbxId === undefined || !values.sipOption ? {} : { sipPbx: pbxId }),
      site: sitePlace!.id,
      roles: own.length > 0 ? own : [...new Set(this.#here.defaultRoles)].map((id) => ({ id })),
    }
  }

  /** What the row gives to somebody who is there; `clearing` are the fields that it empties. */
  wantedOf(row: CheckedRow, clearing: readonly FileField[]): Wanted {
    const { values, roles, pbx, groups, made } = row
    const given = Object.fromEntries(Object.entries(values).filter(([field]) => !made.includes(field as FieldName)))
    const whole = clearing.filter((field) => !isCustom(field))
    const emptied = Object.fromEntries(whole.map((field) => [field, emptyOf(field)]))
    const own = clearing.filter(isCustom).map((field) => [field.slice('custom.'.length), null] as const)
    const siteId = this.#siteOfEdit(row)
    const pbxId = pbx === undefined ? undefined : this.#here.pbxes.get(sortKey(pbx))?.id
    return {
      ...emptied,
      ...given,
      ...(own.length > 0 ? { custom: { ...Object.fromEntries(own), ...values.custom } } : {}),
      ...this.#groupsOf(groups),
      ...(siteId === undefined ? {} : { site: siteId }),
      ...(pbxId === undefined ? {} : { sipPbx: pbxId }),
      ...(roles === undefined ? {} : { roles: this.#here.roles.grantsOf(roles) }),
      kept: this.#archivedOf(groups),
    }
  }

  pbxOf(name: string | undefined): number | undefined {
    return name === undefined ? undefined : this.#here.pbxes.get(sortKey(name))?.id
  }

  /** The groups of the row that are not there yet and are to be made; undefined where there are none. */
  pendingOf({ groups }: CheckedRow): GroupNames | undefined {
    if (!this.#createGroups) return undefined
    const missing = groupFieldNames.flatMap((field) => {
      const names = namedIn(groups, field).filter(({ name }) => !this.#find(field, name))
      return names.length > 0 ? [[field, field === 'skills' ? names : names.map(({ name }) => name)] as const] : []
    })
    return missing.length > 0 ? Object.fromEntries(missing) : undefined
  }

  #archivedOf(groups: GroupNames): number[] {
    const named = groupFieldNames.flatMap((field) => namedIn(groups, field).map(({ name }) => this.#find(field, name)))
    return named.flatMap((group) => (group?.archived ? [group.id] : []))
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

  /** The names that stand in the row and count for nothing here, or not yet. */
  absentIn({ site, groups }: CheckedRow, isNew: boolean): Absent[] {
    const ofGroups = groupFieldNames.flatMap((field) =>
      namedIn(groups, field).flatMap(({ name }): Absent[] => {
        const group = this.#find(field, name)
        return !group ? [['unknown', field, name]] : group.archived ? [['archived', field, name]] : []
      }),
    )
    const { sites, reachable, stays } = this.#here
    const known = isNew ? sites : stays ? reachable : undefined
    const isElsewhere = site !== undefined && known?.has(sortKey(site)) === false
    return isElsewhere ? [['site', 'site', site], ...ofGroups] : ofGroups
  }
}
