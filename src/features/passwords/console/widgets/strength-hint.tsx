import type { checkNewPassword } from '../../rules.ts'
import classes from './new-password.module.css'

/** Length says most about a password that is in no list: each step is a sentence, the bar only repeats it. */
const steps = [
  { from: 1, step: 1, says: 'Not yet' },
  { from: 15, step: 2, says: 'Good' },
  { from: 20, step: 3, says: 'Strong' },
  { from: 28, step: 4, says: 'Very strong' },
] as const

type StrengthHintProps = {
  password: string
  faults: ReturnType<typeof checkNewPassword>
  /** The field says what is wrong already. */
  said?: boolean
}

export function StrengthHint({ password, faults, said = false }: StrengthHintProps) {
  const length = [...password].length
  const reached = faults.length > 0 ? steps[0] : (steps.findLast((s) => length >= s.from) ?? steps[0])
  return (
    <div className={classes.strength} data-step={length === 0 ? 0 : reached.step}>
      <span className={classes.bar} aria-hidden>
        {steps.map((s) => (
          <span key={s.step} data-on={(length > 0 && s.step <= reached.step) || undefined} />
        ))}
      </span>
      <p role="status">
        {length === 0 ? 'Type to see how strong it is.' : `${reached.says}. ${(!said && faults[0]?.message) || ''}`}
      </p>
    </div>
  )
}
