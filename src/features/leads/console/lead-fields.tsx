import { PhoneField } from '#src/console/kit/phone-field.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import type { Faults } from '#src/console/sending.ts'
import type { Lead } from '../contract.ts'

export type LeadInput = Readonly<Record<'name' | 'phone' | 'email' | 'list' | 'externalId', string>>

export const inputOf = (lead?: Lead): LeadInput => ({
  name: lead?.name ?? '',
  phone: lead?.phone ?? '',
  email: lead?.email ?? '',
  list: lead?.list ?? '',
  externalId: lead?.externalId ?? '',
})

/** As the API takes it: what is empty is null. */
export const valuesOf = ({ name, phone, email, list, externalId }: LeadInput) => ({
  name: name.trim(),
  phone: phone.trim() || null,
  email: email.trim() || null,
  list: list.trim() || null,
  externalId: externalId.trim() || null,
})

type LeadFieldsProps = { input: LeadInput; onChange: (input: LeadInput) => void; faults: Faults }

export function LeadFields({ input, onChange, faults }: LeadFieldsProps) {
  const set = (name: keyof LeadInput) => (value: string) => onChange({ ...input, [name]: value })
  const of = (name: keyof LeadInput, label: string) => ({
    ...{ label, name: `lead-${name}`, value: input[name], onChange: set(name), error: faults[name] },
  })
  return (
    <>
      <TextField {...of('name', 'Name')} required />
      <PhoneField {...of('phone', 'Phone')} />
      <TextField {...of('email', 'E-mail')} ltr />
      <TextField {...of('list', 'List')} help="Where the lead comes from: a campaign, a fair, a partner." />
      <TextField {...of('externalId', 'External id')} ltr help="What the system that it comes from calls it." />
    </>
  )
}
