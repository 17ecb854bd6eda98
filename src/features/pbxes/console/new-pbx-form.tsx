import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { NumberField, TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useSending } from '#src/console/sending.ts'
import { createPbx, listPbxes } from '../contract.ts'
import classes from '#src/console/kit/settings.module.css'

type Values = { name: string; domain: string; extensionFrom: number | null; extensionTo: number | null }
const empty: Values = { name: '', domain: '', extensionFrom: null, extensionTo: null }

export function NewPbxForm({ onCreated }: { onCreated: (id: number) => void }) {
  const [values, setValues] = useState(empty)
  const { send, mend, busy, faults, problem } = useSending(createPbx, { prefix: 'pbx', nameTaken: 'pbx-name-taken' })
  const put = (change: Partial<Values>) => {
    setValues({ ...values, ...change })
    mend(Object.keys(change))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await send({ body: { ...values, name: values.name.trim(), domain: values.domain.trim() } })
    if (!outcome?.ok) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listPbxes) })
    onCreated(outcome.answer.id)
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <TextField
        label="Name"
        name="pbx-name"
        required
        autoFocus
        value={values.name}
        onChange={(name) => put({ name })}
        error={faults['name']}
      />
      <TextField
        label="Domain"
        name="pbx-domain"
        required
        ltr
        value={values.domain}
        onChange={(domain) => put({ domain })}
        error={faults['domain']}
        help="Where its phones register, like pbx.example.com."
      />
      <NumberField
        label="First extension"
        name="pbx-extensionFrom"
        value={values.extensionFrom}
        onChange={(extensionFrom) => put({ extensionFrom })}
        error={faults['extensionFrom']}
        help="Extensions of users lie between the first and the last. Leave both out for any."
      />
      <NumberField
        label="Last extension"
        name="pbx-extensionTo"
        value={values.extensionTo}
        onChange={(extensionTo) => put({ extensionTo })}
        error={faults['extensionTo']}
      />
      {problem && <FieldError id="pbx-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        Add telephone system
      </AppButton>
    </form>
  )
}
