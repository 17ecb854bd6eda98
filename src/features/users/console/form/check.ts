/** What is wrong with the form, field by field, by the catalogue's own schemas: the server asks the same ones. */
import { definition, type FieldName, type FieldValues } from '../../fields/catalogue.ts'
import { checkTogether } from '../../fields/check.ts'
import { isEmpty, isInUse } from './changes.ts'
import type { FormValues } from './values.ts'

export type Faults = { readonly [N in FieldName]?: string }

const missing: { readonly [N in FieldName]?: string } = {
  username: 'Give a username.',
  email: 'Give an e-mail address.',
  site: 'Choose a site.',
  roles: 'A user has at least one role. Choose one.',
}

/** One field alone; undefined when it is well. */
export function checkField(name: FieldName, value: unknown): string | undefined {
  const { required, schema } = definition(name)
  if (isEmpty(value)) return required ? missing[name] : undefined
  const result = schema.safeParse(value)
  return result.success ? undefined : result.error.issues[0]?.message
}

export function checkAll(values: FormValues, fields: readonly FieldName[]): Faults {
  const alone = fields
    .filter((name) => isInUse(name, values))
    .map((name) => [name, checkField(name, values[name])] as const)
    .filter(([, message]) => message)
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<FieldValues>
  const together = checkTogether(given)
    .filter((fault) => fields.includes(fault.field))
    .map((fault) => [fault.field, fault.message] as const)
  // A field's own fault says more than what it does to another one.
  return Object.fromEntries([...together, ...alone])
}
