import { useState, type FormEvent } from 'react'
import type * as z from 'zod/mini'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { sayExactly } from '#src/console/kit/time.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useSending } from '#src/console/sending.ts'
import type { Permission } from '#src/contract/permissions.ts'
import { PermissionChoices } from '../../roles/console/widgets/permission-choices.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { createApiKey, listApiKeys } from '../contract.ts'
import { AddressesField, splitAddresses } from './addresses-field.tsx'
import classes from '#src/console/kit/settings.module.css'

export type MadeKey = z.output<(typeof createApiKey.answers)[201]>

const DAY = 86_400_000
const NEVER = 'never'
const terms = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: NEVER, label: 'Never' },
]
const expiryOf = (term: string) => (term === NEVER ? undefined : new Date(Date.now() + Number(term) * DAY))

export function NewKeyForm({ onCreated }: { onCreated: (made: MadeKey) => void }) {
  const { reach } = useMe()
  const [name, setName] = useState('')
  const [permissions, setPermissions] = useState<Permission[]>([])
  const [term, setTerm] = useState('90')
  const [addresses, setAddresses] = useState('')
  const { send, mend, busy, faults, problem } = useSending(createApiKey, {
    prefix: 'key',
    nameTaken: 'api-key-name-taken',
  })
  const expires = expiryOf(term)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), permissions, expiresAt: expiryOf(term)?.toISOString() }
    const outcome = await send({ body: { ...body, addresses: splitAddresses(addresses) } })
    if (!outcome?.ok) return
    void queryClient.invalidateQueries({ queryKey: keyOf(listApiKeys) })
    onCreated(outcome.answer)
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
        help="What uses it, such as “Dialer import”."
      />
      <Select
        label="Ends after"
        name="key-expiresAt"
        value={term}
        onChange={(value) => setTerm(value ?? '90')}
        options={terms}
        error={faults['expiresAt']}
        help={
          expires ? `It stops working on ${sayExactly(expires)}.` : 'It works until somebody ends it. A term is safer.'
        }
      />
      <AddressesField
        value={addresses}
        onChange={(typed) => {
          setAddresses(typed)
          mend(['addresses'])
        }}
        error={faults['addresses']}
      />
      <PermissionChoices
        name="key-permissions"
        value={permissions}
        onChange={(chosen) => {
          setPermissions(chosen)
          mend(['permissions'])
        }}
        lockedWhy={(permission) =>
          reach(permission)?.everywhere
            ? undefined
            : 'You lack this for the whole tenant, so a key of yours cannot have it.'
        }
        error={faults['permissions']}
      />
      {problem && <FieldError id="key-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        Create key
      </AppButton>
    </form>
  )
}
