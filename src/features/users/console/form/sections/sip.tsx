import { Checkbox, RadioCards } from '#src/console/kit/choices.tsx'
import { TextButton } from '#src/console/kit/button.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { FreeInput } from '../free-input.tsx'
import { TextInput } from '../inputs.tsx'
import { usePbxes } from '../lookups.ts'
import { SecretInput } from './secret-input.tsx'
import { Fields, Section } from './section.tsx'

const options = [
  { value: 'webrtc', label: 'WebRTC', mark: 'Recommended', help: 'The softphone in the browser. Nothing to set up.' },
  { value: 'pbx', label: 'PBX', help: 'A telephone on one of your PBXes, with an extension.' },
  { value: 'custom_uri', label: 'Custom URI', help: 'Calls go to a SIP address of your choice.' },
] as const

/** Switching keeps what was typed for the other options until it is saved. */
export function SipSection() {
  const { value, set, input } = useField('sipOption')
  const locked = input.lockedWhy
  return (
    <Section id="sip" title="SIP">
      <RadioCards
        label={input.label}
        name="sipOption"
        options={options.map((option) => ({
          ...option,
          disabledWhy: locked && option.value !== value ? locked : undefined,
        }))}
        value={value ?? null}
        onChange={(option) => !locked && set(option)}
        error={input.error}
      />
      {value && !locked && (
        <p>
          <TextButton onClick={() => set(null)}>Use no SIP option</TextButton>
        </p>
      )}
      {value === 'custom_uri' && <TextInput name="sipUri" ltr inputMode="url" placeholder="sip:ana@pbx.example.com" />}
      {value === 'pbx' && <PbxFields />}
    </Section>
  )
}

function PbxFields() {
  const { user } = useFormSetting()
  const pbxes = usePbxes()
  const pbx = useField('sipPbx')
  const extension = useField('sipExtension')
  const chosen = pbxes.find((one) => one.id === pbx.value)
  const dynamic = extension.value === 'dynamic'
  const range =
    chosen?.extensionFrom != null && chosen.extensionTo != null
      ? `${chosen.name} uses ${chosen.extensionFrom} to ${chosen.extensionTo}.`
      : undefined
  return (
    <>
      <Fields>
        <Select
          {...pbx.input}
          required
          options={pbxes.slice(0, 200).map((one) => ({ value: String(one.id), label: `${one.name} (${one.domain})` }))}
          value={pbx.value ? String(pbx.value) : null}
          onChange={(id) => pbx.set(id === null ? null : Number(id))}
          placeholder="Choose a PBX"
        />
        {!dynamic && <FreeInput name="sipExtension" inputMode="numeric" help={range} />}
      </Fields>
      <Checkbox
        label="Dynamic extension"
        help="The PBX gives a free extension at each registration."
        checked={dynamic}
        disabled={extension.input.lockedWhy !== undefined}
        onChange={(on) => extension.set(on ? 'dynamic' : null)}
      />
      <Fields>
        <TextInput name="sipUsername" ltr />
        <SecretInput name="sipPassword" kept={user?.sipPasswordSet ?? false} what="password" />
      </Fields>
    </>
  )
}
