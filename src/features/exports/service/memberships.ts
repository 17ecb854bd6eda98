/** What somebody belongs to, in the words of a file: from the numbers that the directory keeps of each person. */
import { facetOf } from '../../../server/database/facets.ts'
import { groupFieldNames, groupFields } from '../../users/fields/catalogue.ts'
import { writeNames, writeRoles, writeSkills } from '../../users/fields/lists.ts'
import type { Thing, Things } from '../sql/names.ts'
import type { RawPerson } from '../sql/people.ts'

export const membershipColumns = ['roles', 'queues', ...groupFieldNames] as const
export type MembershipColumn = (typeof membershipColumns)[number]
/** The place of a column among the lists of a row. */
export const placeOf = (column: MembershipColumn): number => membershipColumns.indexOf(column)

type Known = Thing & {
  readonly facet: number
  readonly column: MembershipColumn
  readonly list: number
  /** In the order of names. */
  readonly place: number
  /** As it stands in a list. */
  readonly written: string
}

/** Answers the lists of a row, by the places of `membershipColumns`, each in the order of names. Done a million times: no more than needed. */
export function membershipsReader(things: Things): (row: RawPerson) => readonly string[] {
  const known = new Map(knownThings(things).map((one) => [one.facet, one]))
  const limited = limitsReader(things)
  const lists: Known[][] = membershipColumns.map(() => [])
  const gather = (facet: number) => {
    const one = known.get(facet)
    if (one) lists[one.list]!.push(one)
  }
  return (row) => {
    for (const list of lists) list.length = 0
    eachNumber(row.facets, gather)
    eachNumber(row.traits, gather)
    const levels = levelsOf(row)
    const limits = limited(row)
    const write = (one: Known): string => {
      if (one.column === 'skills') return levels ? one.written + (levels.get(one.facet) ?? '') : one.written
      return (one.column === 'roles' && limits?.get(one.id)) || one.written
    }
    return lists.map((list) => {
      if (list.length === 0) return ''
      if (list.length === 1) return write(list[0]!)
      return list.sort(byPlace).map(write).join('; ')
    })
  }
}
const byPlace = (a: Known, b: Known) => a.place - b.place

/** Each number of an array as PostgreSQL writes it: `{8,17,320}`. */
function eachNumber(array: string, take: (number: number) => void): void {
  let number = 0
  for (let at = 1; at < array.length; at += 1) {
    const digit = array.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) number = number * 10 + digit
    else {
      take(number)
      number = 0
    }
  }
}

/** By the facet of the skill, as it stands behind its name. */
function levelsOf({ levels }: RawPerson): ReadonlyMap<number, string> | null {
  if (typeof levels !== 'string') return null
  const found = new Map<number, string>()
  // The facet of a group ends in three bits that are zero: there stands the level.
  eachNumber(levels, (number) => found.set(number - (number % 8), `:${number % 8}`))
  return found
}

function knownThings({ groups, roles, queues }: Things): Known[] {
  const make = (column: MembershipColumn, things: readonly Thing[], kind: 'group' | 'role' | 'queue', write: Write) =>
    things.map((thing, place) => ({
      ...{ ...thing, column, place, facet: facetOf(kind, thing.id), list: placeOf(column) },
      written: write(thing.name),
    }))
  const ofKinds = groupFieldNames.flatMap((column) => {
    const ofKind = groups.filter(({ kind }) => kind === groupFields[column])
    return make(column, ofKind, 'group', column === 'skills' ? skill : name)
  })
  return [...ofKinds, ...make('roles', roles, 'role', role), ...make('queues', queues, 'queue', name)]
}
type Write = (name: string) => string
const name: Write = (text) => writeNames([text])
const skill: Write = (text) => writeSkills([{ name: text, level: null }])
const role: Write = (text) => writeRoles([{ name: text, sites: null, desks: null }])

/** Roles that are limited, by their ids, as they stand in a list: `3:1,2:;4::7` are the sites or desks of each. */
function limitsReader({ sites, groups, roles }: Things): (row: RawPerson) => ReadonlyMap<number, string> | null {
  const [ofSite, ofDesk, ofRole] = [sites, groups, roles].map((things) => new Map(things.map((t) => [t.id, t.name])))
  const names = (ids: string, of: ReadonlyMap<number, string> | undefined) =>
    ids === '' ? null : ids.split(',').map((id) => of?.get(Number(id)) ?? `#${id}`)
  return ({ limits }) => {
    if (typeof limits !== 'string') return null
    const entries = limits.split(';').map((each): [number, string] => {
      const [id, site = '', desk = ''] = each.split(':')
      const grant = {
        name: ofRole?.get(Number(id)) ?? `#${id}`,
        sites: names(site, ofSite),
        desks: names(desk, ofDesk),
      }
      return [Number(id), writeRoles([grant])]
    })
    return new Map(entries)
  }
}
