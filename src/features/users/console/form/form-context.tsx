import { createContext, useContext } from 'react'
import type { User } from '../../contract/user.ts'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import type { Form } from './use-form.ts'
import type { FormValues } from './values.ts'

export type FormSetting = {
  readonly form: Form
  /** As it is saved now; empty values for a new person. */
  readonly saved: FormValues
  /** Who is edited; undefined for a new person. */
  readonly user?: User
  /** Whose form it is, for the server's checks. */
  readonly fields: readonly FieldName[]
  /** Why a field cannot be changed here; undefined when it can. */
  readonly lockedWhy: (name: FieldName) => string | undefined
}

export const FormContext = createContext<FormSetting | null>(null)

export function useFormSetting(): FormSetting {
  const setting = useContext(FormContext)
  if (!setting) throw new Error('A field of the user form stands outside it.')
  return setting
}

/** One field of the form: its words from the catalogue, its value, and what is wrong with it. */
export function useField<N extends FieldName>(name: N) {
  const { form, lockedWhy, fields } = useFormSetting()
  const { label, help, required } = definition(name)
  return {
    shown: fields.includes(name),
    value: form.values[name],
    set: (value: FormValues[N]) => form.change({ [name]: value }),
    input: {
      label,
      name,
      help,
      required,
      error: form.errorOf(name),
      lockedWhy: lockedWhy(name),
      onBlur: () => form.leave(name),
    },
  }
}
