import { useState } from 'react'
import { PasswordField } from '#src/console/kit/text-field.tsx'
import { checkNewPassword, PASSWORD_MIN, type PasswordFault, type PasswordOwner } from '../../rules.ts'
import { useStrength } from '../use-strength.ts'
import { StrengthHint } from './strength-hint.tsx'

/** What somebody types as a new password, and what is wrong with it. */
export function useNewPassword(owner: PasswordOwner, least = PASSWORD_MIN) {
  const [password, setPassword] = useState('')
  const meter = useStrength(password !== '')
  const faults = checkNewPassword(password, owner, { least, common: meter?.commonest })
  return { password, setPassword, faults, least, owner }
}

type NewPasswordFieldProps = ReturnType<typeof useNewPassword> & {
  /** What the server says of this very password. */
  refused: string | undefined
  /** It was sent, or tried to be. */
  tried: boolean
}

/** One field with an eye, no second one to retype, and below it how strong it is. */
export function NewPasswordField({ refused, tried, ...typed }: NewPasswordFieldProps) {
  const { password, setPassword, faults, least, owner } = typed
  const [first]: readonly PasswordFault[] = faults
  return (
    <>
      <PasswordField
        label="New password"
        name="new-password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        error={refused ?? (tried ? first?.message : undefined)}
        help={`At least ${least} characters. A few unrelated words are easy to remember and hard to guess; spaces and any script are welcome.`}
      />
      <StrengthHint password={password} faults={faults} owner={owner} said={tried} />
    </>
  )
}
