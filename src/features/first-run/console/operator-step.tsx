import { PasswordField, TextField } from '#src/console/kit/text-field.tsx'
import { StrengthHint } from '../../passwords/console/widgets/strength-hint.tsx'
import { checkNewPassword } from '../../passwords/rules.ts'
import type { StepProps } from './step-props.ts'
import classes from './setup.module.css'

export function OperatorStep({ values, onChange, faults }: StepProps) {
  const { firstName, lastName, email, password } = values
  const owner = { username: email, email, name: `${firstName} ${lastName}` }
  const weak = checkNewPassword(password, owner)
  return (
    <>
      <p className="rc-muted">The operator administers every tenant of this installation. That is you.</p>
      <div className={classes.pair}>
        <TextField
          label="First name"
          name="firstName"
          value={firstName}
          onChange={(text) => onChange({ firstName: text })}
          autoComplete="given-name"
        />
        <TextField
          label="Last name"
          name="lastName"
          value={lastName}
          onChange={(text) => onChange({ lastName: text })}
          autoComplete="family-name"
        />
      </div>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        ltr
        required
        value={email}
        onChange={(text) => onChange({ email: text })}
        error={faults.email}
        autoComplete="username"
        help="You sign in with it."
      />
      <PasswordField
        label="Password"
        name="password"
        required
        value={password}
        onChange={(text) => onChange({ password: text })}
        error={faults.password}
        autoComplete="new-password"
        help="At least 15 characters. A few unrelated words are easy to remember and hard to guess."
      />
      <StrengthHint password={password} faults={weak} owner={owner} said={faults.password !== undefined} />
    </>
  )
}
