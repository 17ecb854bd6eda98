import { RadioCards } from '#src/console/kit/choices.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { FreeInput } from '../free-input.tsx'
import { PhoneInput, TextInput, YesNoInput } from '../inputs.tsx'
import { useSites } from '../lookups.ts'
import { Fields, Section } from './section.tsx'

export function CallingSection() {
  const { form } = useFormSetting()
  const country = useSites().find((site) => site.id === form.values.site)?.country ?? undefined
  return (
    <Section id="calling" title="Calling">
      <AutoDial />
      <YesNoInput name="assignLeads" />
      <Fields>
        <TextInput name="callerIdName" />
        <PhoneInput name="callerIdNumber" country={country} />
        <FreeInput name="virtualExtension" inputMode="numeric" />
      </Fields>
    </Section>
  )
}

const modes = [
  { value: 'off', label: 'Off', help: 'Dials by hand.' },
  { value: 'preview', label: 'Preview', help: 'Sees the lead first, then dials.' },
  { value: 'progressive', label: 'Progressive', help: 'The next call starts when the last ends.' },
  { value: 'predictive', label: 'Predictive', help: 'The dialer calls ahead of free agents.' },
] as const

function AutoDial() {
  const { shown, value, set, input } = useField('autoDial')
  if (!shown) return null
  return (
    <RadioCards
      label={input.label}
      name="autoDial"
      options={modes.map((mode) => ({
        ...mode,
        disabledWhy: input.lockedWhy && mode.value !== value ? input.lockedWhy : undefined,
      }))}
      value={value ?? null}
      onChange={(mode) => !input.lockedWhy && set(mode)}
      error={input.error}
    />
  )
}
