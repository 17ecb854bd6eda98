import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editApiKey, listApiKeys } from '../contract.ts'
import { AddressesField, splitAddresses } from './addresses-field.tsx'
import type { MadeKey } from './new-key-form.tsx'
import classes from '#src/console/kit/settings.module.css'

type EditKeyFormProps = { apiKey: MadeKey['key']; onDone: () => void }

/** Its name, and from where it is served; what it may do stays as it was made. */
export function EditKeyForm({ apiKey, onDone }: EditKeyFormProps) {
  const [name, setName] = useState(apiKey.name)
  const [addresses, setAddresses] = useState(apiKey.addresses.join(', '))
  const { send, mend, busy, faults, problem } = useSending(editApiKey, {
    prefix: 'key',
    nameTaken: 'api-key-name-taken',
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), addresses: splitAddresses(addresses) }
    const outcome = await send({ params: { id: apiKey.id }, body }, { ifMatch: etagOf(apiKey) })
    if (!outcome?.ok) return
    void queryClient.invalidateQueries({ queryKey: keyOf(listApiKeys) })
    onDone()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <TextField
        label="Name"
        name="key-name"
        required
        autoFocus
        value={name}
        onChange={(typed) => {
          setName(typed)
          mend(['name'])
        }}
        error={faults['name']}
      />
      <AddressesField
        value={addresses}
        onChange={(typed) => {
          setAddresses(typed)
          mend(['addresses'])
        }}
        error={faults['addresses']}
      />
      <p className="rc-muted">Requests from elsewhere are refused from the next one on, as those of an unknown key.</p>
      {problem && <FieldError id="key-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        Save
      </AppButton>
    </form>
  )
}
