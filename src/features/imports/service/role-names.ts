/** What the roles of a file mean in this tenant, with the sites or desks that they are limited to. */
import type { Permission } from '../../../contract/permissions.ts'
import { sortKey } from '../../../contract/text.ts'
import type { Actor } from '../../../server/actor.ts'
import { lackedPower } from '../../roles/scope.ts'
import { asGrants, type GivenRole } from '../../roles/service/grants.ts'
import type { RoleWords } from '../../users/fields/lists.ts'
import type { Fault } from '../formats/row.ts'
import { closest } from '../reading/closest.ts'
import type { GroupOf, Named } from '../sql/names.ts'

type ByName<T> = ReadonlyMap<string, T>
export type RoleHere = Named & { readonly archived: boolean; readonly permissions: readonly Permission[] }
/** What a role may be limited to, by `sortKey`. */
export type Places = {
  /** The actor's own, where new people may be. */
  readonly sites: ByName<Named>
  /** All of the tenant, archived ones too: what somebody is limited to already may be named. */
  readonly everySite: ByName<Named>
  readonly desks: ByName<GroupOf>
  /** Of names that no desk has, the desk that is most like each. */
  readonly nearDesks: ReadonlyMap<string, string>
}
type Asked = { readonly isNew: boolean }

export class RoleNames {
  readonly #roles: ByName<RoleHere>
  readonly #places: Places
  readonly #actor: Actor

  constructor(roles: ByName<RoleHere>, places: Places, actor: Actor) {
    this.#roles = roles
    this.#places = places
    this.#actor = actor
  }

  /**
   * Why somebody cannot be given these. Of somebody who is there it is not asked what the actor may give: what is held
   * already may be named, and what is not passes through the rules of giving it.
   */
  faults(words: readonly RoleWords[] = [], asked: Asked): Fault[] {
    const faults = words.flatMap((role) => this.#faultsOf(role, asked))
    return faults.length > 0 ? faults : this.#twice(words)
  }

  #faultsOf(words: RoleWords, { isNew }: Asked): Fault[] {
    const role = this.#roles.get(sortKey(words.name))
    if (!role) return [fault('unknown', `There is no role “${words.name}”. Make it first, or name another.`)]
    if (isNew && role.archived)
      return [fault('archived', `The role “${words.name}” is archived. Name another, or take it up again first.`)]
    const faults = this.#limitFaults(words, isNew ? this.#places.sites : this.#places.everySite)
    if (!isNew || faults.length > 0) return faults
    const { sites, desks } = this.#grantOf(words)[0]!
    if (
      lackedPower(this.#actor, { permissions: role.permissions, sites: sites ?? null, desks: desks ?? null }) === null
    )
      return []
    const reach = sites || desks ? ' for that reach' : ''
    const message = `You lack a permission of the role “${words.name}”${reach}, so you cannot give it.`
    return [fault('grants-more-than-you', message)]
  }

  #limitFaults({ name, sites, desks }: RoleWords, known: ByName<Named>): Fault[] {
    if (sites?.length === 0 || desks?.length === 0)
      return [fault('invalid', `The role “${name}” is limited to nothing. Name what it is limited to.`)]
    const noSite = (sites ?? []).filter((site) => !known.has(sortKey(site)))
    const noDesk = (desks ?? []).filter((desk) => !this.#places.desks.has(sortKey(desk)))
    return [
      ...noSite.map((site) => {
        const near = this.#places.sites.get(closest(sortKey(site), this.#places.sites.keys()) ?? '')?.name
        return fault('unknown', `There is no site “${site}” among yours. ${perhaps(near)}`)
      }),
      ...noDesk.map((desk) =>
        fault('unknown', `There is no desk “${desk}”. ${perhaps(this.#places.nearDesks.get(sortKey(desk)))}`),
      ),
    ]
  }

  /** One role is given once: with these limits, or those, or none. */
  #twice(words: readonly RoleWords[]): Fault[] {
    const given = new Map<number, string>()
    return words.flatMap((role) => {
      const [grant] = asGrants(this.#grantOf(role))
      const known = given.get(grant!.id)
      const said = JSON.stringify(grant)
      given.set(grant!.id, known ?? said)
      if (known === undefined || known === said) return []
      return [fault('twice', `The role “${role.name}” stands there twice, each time limited otherwise. Leave one.`)]
    })
  }

  /** The grants of roles without faults, each role once; without limits where none are named. */
  grantsOf(words: readonly RoleWords[] = []): GivenRole[] {
    return [...new Map(words.flatMap((role) => this.#grantOf(role)).map((grant) => [grant.id, grant])).values()]
  }

  #grantOf({ name, sites, desks }: RoleWords): GivenRole[] {
    const role = this.#roles.get(sortKey(name))
    if (!role) return []
    const ids = (names: readonly string[], of: ByName<Named>) => [
      ...new Set(names.flatMap((each) => of.get(sortKey(each))?.id ?? [])),
    ]
    return [
      {
        id: role.id,
        ...(sites ? { sites: ids(sites, this.#places.everySite) } : {}),
        ...(desks ? { desks: ids(desks, this.#places.desks) } : {}),
      },
    ]
  }
}

const fault = (code: string, message: string): Fault => ({ field: 'roles', code, message })
const perhaps = (near: string | undefined) => (near === undefined ? 'Make it first.' : `Did you mean “${near}”?`)
