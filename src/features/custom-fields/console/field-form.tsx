import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import {
  createCustomField,
  customFieldTypes,
  editCustomField,
  listCustomFields,
  type CustomField,
  type CustomFieldType,
} from '../contract.ts'
import { typeWords } from './words.ts'
import classes from '#src/console/kit/settings.module.css'

type FormProps = { onDone: (id: number, word: string) => void }
const readAgain = () => queryClient.invalidateQueries({ queryKey: keyOf(listCustomFields) })
const types = customFieldTypes.map((value) => ({ value, label: typeWords[value] }))

/** A new field: its name, and what it holds, which never changes, since values of it are kept. */
export function NewFieldForm({ onDone }: FormProps) {
  const [label, setLabel] = useState('')
  const [type, setType] = useState<CustomFieldType>('text')
  const { send, mend, busy, faults, problem } = useSending(createCustomField, { prefix: 'field' })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await send({ body: { label: label.trim(), type } })
    if (!outcome?.ok) return
    await readAgain()
    onDone(outcome.answer.id, 'Created')
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <TextField
        label="Name"
        name="field-label"
        required
        autoFocus
        value={label}
        onChange={(typed) => {
          setLabel(typed)
          mend(['label'])
        }}
        error={faults['label']}
        help="As it stands in the form of a user, like Cost centre."
      />
      <Select
        label="Holds"
        name="field-type"
        required
        options={types}
        value={type}
        onChange={(chosen) => setType((chosen as CustomFieldType | null) ?? 'text')}
        help="This cannot change later."
      />
      {problem && <FieldError id="field-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        Create field
      </AppButton>
    </form>
  )
}

export function RenameFieldForm({ field, onDone }: FormProps & { field: CustomField }) {
  const [label, setLabel] = useState(field.label)
  const { send, mend, busy, faults, problem } = useSending(editCustomField, { prefix: 'field' })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const ask = { params: { id: String(field.id) }, body: { label: label.trim() } }
    const outcome = await send(ask, { ifMatch: etagOf(field) })
    // Also after a conflict: the next try is about the version that is there now.
    await readAgain()
    if (outcome?.ok) onDone(outcome.answer.id, 'Renamed')
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <TextField
        label="Name"
        name="field-label"
        required
        autoFocus
        value={label}
        onChange={(typed) => {
          setLabel(typed)
          mend(['label'])
        }}
        error={faults['label']}
        help={`Files and the API go on calling it ${field.key}.`}
      />
      {problem && <FieldError id="field-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        Save name
      </AppButton>
    </form>
  )
}
