import type { ReactNode } from 'react'
import { TextButton } from '#src/console/kit/button.tsx'
import { useField, useFormSetting } from './form-context.tsx'
import { TextInput } from './inputs.tsx'
import { useFreeCheck } from './use-free-check.ts'

type FreeInputProps = {
  name: 'username' | 'email' | 'oauthEmail' | 'virtualExtension' | 'sipExtension'
  inputMode?: 'numeric' | 'email'
  help?: ReactNode
  lockedWhy?: string
}

/** A field whose value nobody else may have: checked while one types, with a free one offered. */
export function FreeInput({ name, help, ...rest }: FreeInputProps) {
  const { form } = useFormSetting()
  const { set, input } = useField(name)
  const checking = useFreeCheck(name)
  const suggestion = form.remarkOn(name)?.suggestion
  const error =
    input.error && suggestion && !form.faults[name] ? (
      <>
        {input.error} <TextButton onClick={() => set(suggestion)}>Use {suggestion}</TextButton>
      </>
    ) : undefined
  return <TextInput name={name} ltr checking={checking} help={help} error={error} {...rest} />
}
