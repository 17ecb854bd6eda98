import type { ReactNode } from 'react'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { LanguagePicker } from '#src/console/kit/language-picker.tsx'
import { PhoneField } from '#src/console/kit/phone-field.tsx'
import { TextArea, TextField } from '#src/console/kit/text-field.tsx'
import type { FieldName, FieldValue } from '../../fields/catalogue.ts'
import { useField } from './form-context.tsx'

/** Fields whose value is text, or nothing. */
export type TextFieldName = { [N in FieldName]: Exclude<FieldValue<N>, null> extends string ? N : never }[FieldName]
export type YesNoFieldName = { [N in FieldName]: FieldValue<N> extends boolean ? N : never }[FieldName]

type TextInputProps = {
  name: TextFieldName
  ltr?: boolean
  placeholder?: string
  inputMode?: 'numeric' | 'email' | 'url'
  checking?: boolean
  help?: ReactNode
  error?: ReactNode
  lockedWhy?: string
}

/** An emptied field is null: `''` never travels. */
export function TextInput({ name, help, error, lockedWhy, ...rest }: TextInputProps) {
  const { shown, value, set, input } = useField(name)
  if (!shown) return null
  return (
    <TextField
      {...input}
      {...rest}
      help={help ?? input.help}
      error={error ?? input.error}
      lockedWhy={lockedWhy ?? input.lockedWhy}
      value={value ?? ''}
      onChange={(text) => set(text === '' ? null : text)}
    />
  )
}

export function LinesInput({ name }: { name: 'notes' }) {
  const { value, set, input } = useField(name)
  return <TextArea {...input} value={value ?? ''} onChange={(text) => set(text === '' ? null : text)} rows={4} />
}

export function YesNoInput({ name, help }: { name: YesNoFieldName; help?: ReactNode }) {
  const { shown, value, set, input } = useField(name)
  if (!shown) return null
  const { label, error, lockedWhy } = input
  return (
    <Checkbox
      name={name}
      label={label}
      help={help ?? input.help}
      error={error}
      lockedWhy={lockedWhy}
      checked={value === true}
      onChange={(on) => set(on)}
    />
  )
}

export function PhoneInput({ name, country }: { name: 'phone' | 'callerIdNumber'; country?: string }) {
  const { shown, value, set, input } = useField(name)
  if (!shown) return null
  return (
    <PhoneField
      {...input}
      country={country}
      value={value ?? ''}
      onChange={(number) => set(number === '' ? null : number)}
    />
  )
}

export function LanguagesInput({ name }: { name: 'languages' }) {
  const { value, set, input } = useField(name)
  return <LanguagePicker {...input} value={value ?? []} onChange={(tags) => set(tags)} />
}

export function LanguageInput({ name }: { name: 'consoleLanguage' }) {
  const { value, set, input } = useField(name)
  return <LanguagePicker {...input} single value={value ? [value] : []} onChange={([tag]) => set(tag ?? null)} />
}
