/** What somebody belongs to, in the words of a file: from the numbers that the directory keeps of each person. */
import { facetOf } from '../../../server/database/facets.ts'
import { groupFieldNames, groupFields } from '../../users/fields/catalogue.ts'
import { writeNames, writeRoles, writeSkills } from '../../users/fields/lists.ts'
import type { Thing, Things } from '../sql/names.ts'
import type { RawPerson } from '../sql/people.ts'

export const membershipColumns = ['roles', 'queues', ...groupFieldNames] as const
export type MembershipColumn = (typeof membershipColumns)[number]
export type Memberships = { readonly [C in MembershipColumn]?: string }

type Known = Thing & {
  readonly column: MembershipColumn
  /** In the order of names. */
  readonly place: number
  /** As it stands in a list. */
  readonly written: string
}

/** Answers the memberships of a row, each column a list in the order of names. */
export function membershipsReader(things: Things): (row: RawPerson) => Memberships {
  const known = knownFacets(things)
  const sites = new Map(things.sites.map(({ id, name }) => [id, name]))
  const desks = new Map(things.groups.map(({ id, name }) => [id, name]))
  return (row) => {
    const lists: { [C in MembershipColumn]?: Known[] } = {}
    for (const number of [...numbersOf(row.facets), ...numbersOf(row.traits)]) {
      const one = known.get(number)
      if (one) (lists[one.column] ??= []).push(one)
    }
    const detail = details(row)
    const write = (one: Known): string => {
      if (one.column === 'skills' && detail.levels) {
        const level = detail.levels.get(one.id)
        return level === undefined ? one.written : `${one.written}:${level}`
      }
      const limits = one.column === 'roles' ? detail.limits?.get(one.id) : undefined
      return limits ? writeRoles([{ name: one.name, ...namesOf(limits, sites, desks) }]) : one.written
    }
    const texts: { [C in MembershipColumn]?: string } = {}
    for (const column of membershipColumns) {
      const list = lists[column]
      if (list) texts[column] = list.sort(byPlace).map(write).join('; ')
    }
    return texts
  }
}

const byPlace = (a: Known, b: Known) => a.place - b.place
const numbersOf = (list: string): number[] => (list === '{}' ? [] : list.slice(1, -1).split(',').map(Number))

function knownFacets({ groups, roles, queues }: Things): ReadonlyMap<number, Known> {
  const known = new Map<number, Known>()
  for (const column of groupFieldNames) {
    const write = column === 'skills' ? (name: string) => writeSkills([{ name, level: null }]) : one
    const ofKind = groups.filter(({ kind }) => kind === groupFields[column])
    for (const [place, thing] of ofKind.entries())
      known.set(facetOf('group', thing.id), { ...thing, column, place, written: write(thing.name) })
  }
  for (const [place, thing] of roles.entries()) {
    const written = writeRoles([{ name: thing.name, sites: null, desks: null }])
    known.set(facetOf('role', thing.id), { ...thing, column: 'roles', place, written })
  }
  for (const [place, thing] of queues.entries())
    known.set(facetOf('queue', thing.id), { ...thing, column: 'queues', place, written: one(thing.name) })
  return known
}
const one = (name: string) => writeNames([name])

type Limits = readonly [sites: string, desks: string]
type Details = { readonly levels: Map<number, string> | null; readonly limits: Map<number, Limits> | null }

/** `12:4;13:5` are levels of skills, `3:1,2:;4::7` the sites or desks of roles. */
function details({ levels, limits }: RawPerson): Details {
  return {
    levels: typeof levels === 'string' ? new Map(levels.split(';').map((each) => pairOf(each.split(':')))) : null,
    limits:
      typeof limits === 'string'
        ? new Map(
            limits.split(';').map((each) => {
              const [id = '', sites = '', desks = ''] = each.split(':')
              return [Number(id), [sites, desks]]
            }),
          )
        : null,
  }
}
const pairOf = ([id = '', level = '']: string[]): [number, string] => [Number(id), level]

type Names = ReadonlyMap<number, string>
function namesOf([sites, desks]: Limits, siteNames: Names, groupNames: Names) {
  const named = (ids: string, names: Names) =>
    ids === '' ? null : ids.split(',').map((id) => names.get(Number(id)) ?? `#${id}`)
  return { sites: named(sites, siteNames), desks: named(desks, groupNames) }
}
