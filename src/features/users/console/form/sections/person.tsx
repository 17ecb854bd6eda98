import { TextButton } from '#src/console/kit/button.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { definition } from '../../../fields/catalogue.ts'
import { useField, useFormSetting } from '../form-context.tsx'
import { FreeInput } from '../free-input.tsx'
import { LanguageInput, LanguagesInput, TextInput } from '../inputs.tsx'
import { useSites } from '../lookups.ts'
import { suggestUsername } from '../suggest-username.ts'
import { Fields, Section } from './section.tsx'

export function PersonSection() {
  const { user } = useFormSetting()
  return (
    <Section id="person" title="Person">
      <Fields>
        <TextInput name="firstName" />
        <TextInput name="lastName" />
        <Username />
        <FreeInput
          name="email"
          inputMode="email"
          lockedWhy={user ? definition('email').help : undefined}
          help="The sign-in name that always works. It can’t change after creation."
        />
        <LanguagesInput name="languages" />
        <TimeZoneInput />
        <LanguageInput name="consoleLanguage" />
      </Fields>
    </Section>
  )
}

function Username() {
  const { form, user } = useFormSetting()
  const { value, set } = useField('username')
  const suggested = user || value ? '' : suggestUsername(form.values)
  return (
    <FreeInput
      name="username"
      help={
        suggested && (
          <>
            Suggested: <TextButton onClick={() => set(suggested)}>{suggested}</TextButton>
          </>
        )
      }
    />
  )
}

export function TimeZoneInput() {
  const { form } = useFormSetting()
  const { value, set, input } = useField('timeZone')
  const site = useSites().find((one) => one.id === form.values.site)
  return (
    <TimeZonePicker
      {...input}
      value={value ?? null}
      onChange={set}
      clearable
      suggested={site ? [site.timeZone] : []}
      placeholder={site ? `As the site: ${site.timeZone}` : undefined}
    />
  )
}
