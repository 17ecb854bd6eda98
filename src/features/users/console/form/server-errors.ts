/** What the server refused, told to the fields that it names. */
import type { ProblemDocument } from '#src/contract/problem.ts'
import { fieldNames, type FieldName } from '../../fields/catalogue.ts'
import { sayProblem } from '../widgets/say-problem.ts'
import type { Faults } from './check.ts'

/** `/roles/0/id` → `roles`: the first step of a JSON pointer (RFC 6901). */
const fieldOf = (pointer: string): FieldName | undefined => fieldNames.find((name) => name === pointer.split('/')[1])

export type Refusal = {
  readonly fields: Faults
  /** What belongs to no field; absent when the fields say it all. */
  readonly whole?: string
}

export function refusalOf(document: ProblemDocument): Refusal {
  const named = (document.errors ?? []).map((error) => ({ field: fieldOf(error.pointer), message: error.message }))
  const fields = Object.fromEntries(
    named.flatMap(({ field, message }) => (field ? [[field, message]] : [])).reverse(),
  ) as Faults
  const rest = named.filter(({ field }) => !field).map(({ message }) => message)
  if (Object.keys(fields).length > 0 && rest.length === 0) return { fields }
  return { fields, whole: rest.length > 0 ? rest.join(' ') : sayProblem(document) }
}
