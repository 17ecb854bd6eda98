import { Checkbox } from '#src/console/kit/choices.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { LinesInput, PhoneInput, TextInput } from '../inputs.tsx'
import { useSites } from '../lookups.ts'
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

/** The tenant's own fields, as far as this person has any. */
function CustomFields() {
  const { saved } = useFormSetting()
  const { value, set, input } = useField('custom')
  const keys = Object.keys(saved.custom ?? {})
  if (keys.length === 0) return null
  const put = (key: string, one: string | number | boolean | null) => set({ ...value, [key]: one })
  return (
    <Fields>
      {keys.map((key) => {
        const one = value?.[key] ?? ''
        const field = { label: labelOf(key), name: `custom-${key}`, lockedWhy: input.lockedWhy, error: input.error }
        if (typeof saved.custom?.[key] === 'boolean') {
          return (
            <Checkbox
              key={key}
              name={field.name}
              label={field.label}
              lockedWhy={field.lockedWhy}
              checked={one === true}
              onChange={(on) => put(key, on)}
            />
          )
        }
        const isNumber = typeof saved.custom?.[key] === 'number'
        return (
          <TextField
            key={key}
            {...field}
            inputMode={isNumber ? 'numeric' : undefined}
            value={String(one)}
            onChange={(text) =>
              put(key, text === '' ? null : isNumber && Number.isFinite(Number(text)) ? Number(text) : text)
            }
          />
        )
      })}
    </Fields>
  )
}

/** `cost_center` → "Cost center". */
const labelOf = (key: string) => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ')
