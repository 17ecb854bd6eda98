import { useState } from 'react'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { TextField, type TextFieldProps } from '#src/console/kit/text-field.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { LinesInput, PhoneInput, TextInput } from '../inputs.tsx'
import { useCustomFields, useSites } from '../lookups.ts'
import { Fields, Section } from './section.tsx'

export function ProfileSection() {
  const { form } = useFormSetting()
  const country = useSites().find((site) => site.id === form.values.site)?.country ?? undefined
  return (
    <Section id="profile" title="Profile">
      <Fields>
        <TextInput name="jobTitle" />
        <PhoneInput name="phone" country={country} />
        <TextInput name="externalId" ltr />
      </Fields>
      <CustomFields />
      <LinesInput name="notes" />
    </Section>
  )
}

/** The tenant's own fields, each as what it holds. */
function CustomFields() {
  const fields = useCustomFields()
  const { value, set, input } = useField('custom')
  if (fields.length === 0) return null
  const put = (key: string, one: string | number | boolean | null) => set({ ...value, [key]: one })
  return (
    <Fields>
      {fields.map(({ key, label, type }) => {
        const one = value?.[key] ?? null
        const field = { label, name: `custom-${key}`, lockedWhy: input.lockedWhy, error: input.error }
        if (type === 'yes_no')
          return <Checkbox key={key} {...field} checked={one === true} onChange={(on) => put(key, on)} />
        if (type === 'number')
          return <NumberText key={key} {...field} value={one} onChange={(number) => put(key, number)} />
        return (
          <TextField
            key={key}
            {...field}
            type={type === 'date' ? 'date' : undefined}
            value={one === null ? '' : String(one)}
            onChange={(text) => put(key, text === '' ? null : text)}
          />
        )
      })}
    </Fields>
  )
}

type NumberTextProps = Omit<TextFieldProps, 'value' | 'onChange'> & {
  value: string | number | boolean | null
  onChange: (value: string | number | null) => void
}

/** A number as it is being typed, "4." included. What is none is sent as it is, so that the server can say so. */
function NumberText({ value, onChange, ...field }: NumberTextProps) {
  const [text, setText] = useState('')
  const read = (typed: string) => (typed.trim() === '' ? null : Number.isFinite(Number(typed)) ? Number(typed) : typed)
  return (
    <TextField
      {...field}
      inputMode="numeric"
      ltr
      value={read(text) === value ? text : String(value ?? '')}
      onChange={(typed) => {
        setText(typed)
        onChange(read(typed))
      }}
    />
  )
}
