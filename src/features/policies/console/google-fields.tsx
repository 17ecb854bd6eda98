import { Switch } from '#src/console/kit/choices.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { readProvider } from '../../google-sign-in/contract.ts'

export type GoogleFieldsProps = {
  on: boolean
  onSwitch: (on: boolean) => void
  domains: string
  onDomains: (typed: string) => void
  error: string | undefined
}

/** Whether users may sign in with Google, and with accounts of which domains; absent where the installation has no provider. */
export function GoogleFields({ on, onSwitch, domains, onDomains, error }: GoogleFieldsProps) {
  const name = useAnswer(readProvider, {}, { staleTime: Infinity }).data?.answer.name
  if (!name && !on) return null
  return (
    <>
      <Switch
        label={`Users may sign in with ${name ?? 'Google'}`}
        name="policy-googleSignIn"
        checked={on}
        onChange={onSwitch}
        help={
          name
            ? 'Whose OAuth e-mail is that of their account there. Two-step verification is asked as after a password.'
            : 'This installation names no provider at present, so nobody does.'
        }
      />
      {on && (
        <TextField
          label="Only with accounts of these domains"
          name="policy-googleDomains"
          value={domains}
          onChange={onDomains}
          ltr
          placeholder="example.com"
          error={error}
          help="Separate them with commas; of any domain when it is empty."
        />
      )}
    </>
  )
}
