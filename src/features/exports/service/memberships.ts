/** What somebody belongs to, in the words of a file: from the numbers that the directory keeps of each person. */
import { facetOf } from '../../../server/database/facets.ts'
import type { RowReader } from '../../../server/database/raw-rows.ts'
import { groupFieldNames, groupFields } from '../../users/fields/catalogue.ts'
import { writeNames, writeRoles, writeSkills } from '../../users/fields/lists.ts'
import type { Thing, Things } from '../sql/names.ts'
import type { Field } from '../sql/people.ts'
import { limitsReader } from './limits.ts'
import { Page } from './page.ts'
import type { RowWriter } from './rows.ts'

const membershipColumns = ['roles', 'queues', ...groupFieldNames] as const
type MembershipColumn = (typeof membershipColumns)[number]
export const isMembership = (name: string): name is MembershipColumn =>
  (membershipColumns as readonly string[]).includes(name)

/** Where each field stands in a row. */
export type FieldPlaces = ReadonlyMap<Field, number>

type Known = Thing & {
  readonly facet: number
  readonly column: MembershipColumn
  /** In the order of names. */
  readonly place: number
  /** As it stands in a list. */
  readonly written: Buffer
  /** Of this skill, of the person at hand; 0 where they have none. */
  level: number
}

const BETWEEN = Buffer.from('; ')
const [COLON, ZERO, LEFT_BRACE] = [0x3a, 0x30, 0x7b]

/** The lists of one person after another, each in the order of names. Done a million times: no more than needed. */
export class Memberships {
  readonly #known: ReadonlyMap<number, Known>
  readonly #lists: Readonly<Record<MembershipColumn, Known[]>>
  readonly #places: FieldPlaces
  readonly #limitsOf: ReturnType<typeof limitsReader>
  #limits: ReadonlyMap<number, Buffer> | null = null
  readonly #list = new Page()

  constructor(things: Things, places: FieldPlaces) {
    this.#known = new Map(knownThings(things).map((one) => [one.facet, one]))
    this.#limitsOf = limitsReader(things)
    this.#places = places
    this.#lists = Object.fromEntries(membershipColumns.map((name) => [name, [] as Known[]])) as never
  }

  gather(row: RowReader): void {
    for (const column of membershipColumns) this.#lists[column].length = 0
    this.#each(row, 'facets', this.#belongs)
    this.#each(row, 'traits', this.#belongs)
    this.#each(row, 'levels', this.#hasLevel)
    const limits = this.#places.get('limits')
    this.#limits = limits === undefined || row.isNull(limits) ? null : this.#limitsOf(row.text(limits))
  }

  readonly #belongs = (facet: number): void => {
    const one = this.#known.get(facet)
    if (!one) return
    one.level = 0
    this.#lists[one.column].push(one)
  }

  /** The facet of a group ends in three bits that are zero: there stands the level. */
  readonly #hasLevel = (number: number): void => {
    const one = this.#known.get(number - (number % 8))
    if (one?.column === 'skills') one.level = number % 8
  }

  write(column: MembershipColumn, to: RowWriter): void {
    const list = inOrderOfNames(this.#lists[column])
    const page = this.#list
    for (let i = 0; i < list.length; i += 1) {
      const one = list[i]!
      const written = (column === 'roles' && this.#limits?.get(one.id)) || one.written
      page.demand(BETWEEN.length + written.length + 2)
      if (i > 0) page.put(BETWEEN)
      page.put(written)
      if (one.level === 0) continue
      page.bytes[page.used++] = COLON
      page.bytes[page.used++] = ZERO + one.level
    }
    to.cell(page.bytes, 0, page.used)
    page.used = 0
  }

  /** Each number of an array as PostgreSQL writes it: `{8,17,320}`. */
  #each(row: RowReader, field: Field, take: (number: number) => void): void {
    const place = this.#places.get(field)
    if (place === undefined) return
    const { bytes } = row
    const to = row.to[place]!
    let number = 0
    let isNone = true
    for (let at = row.from[place]!; at < to; at += 1) {
      const digit = bytes[at]! - ZERO
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit
        isNone = false
      } else if (bytes[at] !== LEFT_BRACE) {
        if (!isNone) take(number)
        number = 0
        isNone = true
      }
    }
  }
}

/** Of the few that somebody has, each goes to its place among those before: quicker than a sort. */
function inOrderOfNames(list: Known[]): readonly Known[] {
  for (let next = 1; next < list.length; next += 1) {
    const one = list[next]!
    let at = next
    for (; at > 0 && list[at - 1]!.place > one.place; at -= 1) list[at] = list[at - 1]!
    list[at] = one
  }
  return list
}

function knownThings({ groups, roles, queues }: Things): Known[] {
  const make = (column: MembershipColumn, things: readonly Thing[], kind: 'group' | 'role' | 'queue', write: Write) =>
    things.map((thing, place) => ({
      ...{ ...thing, column, place, level: 0, facet: facetOf(kind, thing.id) },
      written: Buffer.from(write(thing.name)),
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
