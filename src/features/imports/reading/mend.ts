import { groupFieldNames } from '#src/features/users/fields/catalogue.ts'
import { invalidAt } from '#src/contract/problem.ts'
import type { ColumnTarget } from '../contract.ts'
import { isCustom, ownField, type OwnField } from '../formats/custom.ts'
import { readerOf } from '../formats/fields.ts'
import type { Reader } from '../formats/format.ts'
import { fieldsOf } from './fed.ts'
import type { Fate, Plan, StagingOptions, Step } from './recognise.ts'

/** Fields that several columns may feed together: lists, and the lines of the notes. */
const shared = new Set<ColumnTarget>([...groupFieldNames, 'roles', 'notes'])

/** One reader for each target, so that what it feeds is asked once. */
const readers = new Map<ColumnTarget, Reader>()

function readerFor(target: ColumnTarget): Reader {
  const reader: Reader =
    readers.get(target) ?? (target === 'notes' ? (text, row) => text !== '' && row.remark(text) : readerOf(target))
  readers.set(target, reader)
  return reader
}

/**
 * The plan with the columns matched as the person says. Mended columns are read last, and so win over what a format
 * makes of other columns.
 * @throws invalidRequest (no such column, a column of secrets, one field fed twice)
 */
export function mend(plan: Plan, { columns = {}, customFields = [] }: StagingOptions = {}): Plan {
  const mends = new Map(Object.entries(columns).map(([number, target]) => [Number(number) - 1, target]))
  if (mends.size === 0) return plan
  refuseWrong(plan, mends)
  refuseUnknown(mends, customFields)
  const fates = plan.fates.map((fate, cell): Fate => {
    const target = mends.get(cell)
    return target === undefined || fate === 'secret' ? fate : target === null ? 'left' : 'read'
  })
  const kept = plan.steps.filter(({ cell }) => !mends.has(cell))
  const added = [...mends].flatMap(([cell, target]): Step[] => {
    if (target === null) return []
    const read = readerFor(target)
    return [{ cell, heading: plan.headings[cell] || `Column ${cell + 1}`, read, fields: fieldsOf(read) }]
  })
  return { ...plan, fates, steps: [...kept, ...added] }
}

function refuseWrong(plan: Plan, mends: ReadonlyMap<number, ColumnTarget | null>) {
  const fed = new Map<ColumnTarget, number>()
  for (const [cell, target] of mends) {
    const number = cell + 1
    if (plan.fates[cell] === undefined)
      throw wrong(number, 'unknown', `The file has no column ${number}; it has ${plan.fates.length}.`)
    if (target === null) continue
    if (plan.fates[cell] === 'secret')
      throw wrong(
        number,
        'secret',
        `Column ${number}, “${plan.headings[cell]}”, holds secrets, which are never taken from a file. Match it to nothing.`,
      )
    const other = fed.get(target)
    if (other !== undefined && !shared.has(target))
      throw wrong(number, 'twice', `Columns ${other} and ${number} cannot both feed ${target}. Leave one out.`)
    fed.set(target, number)
  }
}

function refuseUnknown(mends: ReadonlyMap<number, ColumnTarget | null>, fields: readonly OwnField[]) {
  for (const [cell, target] of mends)
    if (target !== null && isCustom(target) && !ownField(fields, target))
      throw wrong(cell + 1, 'unknown', `There is no custom field “${target.slice('custom.'.length)}” in this tenant.`)
}

const wrong = (number: number, code: string, message: string) => invalidAt(`#/columns/${number}`, code, message)
