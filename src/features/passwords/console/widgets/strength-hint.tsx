import type { PasswordFault, PasswordOwner } from '../../rules.ts'
import type { Strength } from '../strength.ts'
import { useStrength } from '../use-strength.ts'
import classes from './new-password.module.css'

const words = ['Guessed at once', 'Easy to guess', 'Fair', 'Strong', 'Very strong'] as const
/** Stands in until the meter is there, and where it cannot be fetched: length says most about a password that is in no list. */
const byLength = (length: number): Strength => ({ score: length >= 20 ? 3 : 2, because: [] })

type StrengthHintProps = {
  password: string
  faults: readonly PasswordFault[]
  owner: PasswordOwner
  /** The field says what is wrong already. */
  said?: boolean
}

/** A bar, and in words what it shows: how hard it is to guess, why, and what would make it harder. */
export function StrengthHint({ password, faults, owner, said = false }: StrengthHintProps) {
  const length = [...password].length
  const meter = useStrength(length > 0)
  const { score, because } = meter?.measure(password, owner) ?? byLength(length)
  const refused = faults.length > 0
  // What may not be used is never called strong.
  const shown = refused ? Math.min(score, 1) : score
  const verdict = refused ? 'Not yet' : words[shown]
  const reasons = refused && !said ? [faults[0]!.message] : because
  return (
    <div className={classes.strength} data-step={length === 0 ? 0 : Math.max(shown, 1)}>
      <span className={classes.bar} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={(length > 0 && step <= Math.max(shown, 1)) || undefined} />
        ))}
      </span>
      <p role="status">
        {length === 0 ? 'Type to see how strong it is.' : [`${verdict}.`, ...reasons.slice(0, 2)].join(' ')}
      </p>
    </div>
  )
}
