import { isLikeFormula } from '#src/contract/text.ts'
import { groupFieldNames } from '#src/features/users/fields/catalogue.ts'
import type { ColumnTarget } from '../contract.ts'
import { readNames, readRoles, readSkills } from '#src/features/users/fields/lists.ts'
import { readWholeName, to } from './cells.ts'
import { customReader, isCustom } from './custom.ts'
import type { Reader } from './format.ts'
import type { ImportField, SkillName } from './row.ts'

/** A cell that began like a formula was made harmless by an apostrophe when it was exported (BULK-7). */
export const unguarded = (text: string) => (text.startsWith("'") && isLikeFormula(text) ? text.slice(1) : text)

const isGroup = (name: string) => (groupFieldNames as readonly string[]).includes(name)

/** Pending is what becomes of an active account without a password, so it is asked for as active. */
export const readStatus: Reader = (text, row) => row.set('active', /^pending$/i.test(text) ? 'yes' : text)

const skillsIn = (text: string): SkillName[] =>
  readSkills(text).map(({ name, level }) => (level === null ? { name } : { name, level }))

/** Reads a column into one field of ours: lists apart by `;` or `|`, a skill's level behind a colon, a role with its limits. */
export function readerOf(target: ColumnTarget): Reader {
  if (target === 'wholeName') return (text, row) => readWholeName(unguarded(text), row)
  if (target === 'active') return readStatus
  if (target === 'site') return (text, row) => row.place('site', unguarded(text))
  if (target === 'sipPbx') return (text, row) => row.place('pbx', unguarded(text))
  if (target === 'roles') return (text, row) => row.give(readRoles(unguarded(text)))
  if (target === 'skills') return (text, row) => row.learn(skillsIn(unguarded(text)))
  if (isGroup(target)) return (text, row) => row.join(target as 'desks', readNames(unguarded(text)))
  if (isCustom(target)) return customReader(target, unguarded)
  return to(target as ImportField, unguarded)
}
