import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PasswordField } from '#src/console/kit/text-field.tsx'
import { useField } from '../form-context.tsx'
import classes from '../form.module.css'

type SecretInputProps = { name: 'sipPassword' | 'caldavSecret'; kept: boolean; what: string }

/** Written, never shown again: a kept secret can be replaced or removed. Undefined keeps it, null removes it. */
export function SecretInput({ name, kept, what }: SecretInputProps) {
  const { shown, value, set, input } = useField(name)
  const [replacing, setReplacing] = useState(false)
  if (!shown) return null
  if (!kept || replacing) {
    return (
      <div className={classes.secret}>
        <PasswordField
          {...input}
          help={input.lockedWhy ?? `Kept encrypted and never shown again.`}
          value={value ?? ''}
          onChange={(text) => set(text === '' ? undefined : text)}
          autoComplete="off"
          disabled={input.lockedWhy !== undefined}
        />
        {kept && (
          <AppButton
            small
            look="quiet"
            onClick={() => {
              set(undefined)
              setReplacing(false)
            }}
          >
            Keep the present {what}
          </AppButton>
        )}
      </div>
    )
  }
  return (
    <div className={classes.locked} role="group" aria-label={input.label}>
      <span className={classes.lockedLabel}>{input.label}</span>
      <p className="rc-muted">
        {value === null ? `The ${what} will be removed when you save.` : `A ${what} is kept; it cannot be shown.`}
      </p>
      {!input.lockedWhy && (
        <div className={classes.labels}>
          <AppButton small onClick={() => setReplacing(true)}>
            Replace
          </AppButton>
          <AppButton small look="quiet" onClick={() => set(value === null ? undefined : null)}>
            {value === null ? 'Keep it' : 'Remove'}
          </AppButton>
        </div>
      )}
    </div>
  )
}
