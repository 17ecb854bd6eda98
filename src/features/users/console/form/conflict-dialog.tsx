import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import type { Merged } from './merge.ts'
import { useSayValue } from './say-value.ts'
import type { FormValues } from './values.ts'
import type { Change, Changers } from './who-changed.ts'
import classes from './form.module.css'

export type Conflict = {
  readonly base: FormValues
  readonly mine: FormValues
  readonly theirs: FormValues
  readonly merged: Merged
  readonly changers: Changers
}
type Side = 'mine' | 'theirs'

type ConflictDialogProps = {
  conflict: Conflict
  /** Everything together, as decided. */
  onSave: (values: FormValues) => void
  onClose: () => void
  busy: boolean
}

/** Two people changed the same fields: each is decided by a person; all else is together already. */
export function ConflictDialog({ conflict, onSave, onClose, busy }: ConflictDialogProps) {
  const { base, mine, theirs, merged, changers } = conflict
  const [choices, setChoices] = useState<Partial<Record<FieldName, Side>>>({})
  const say = useSayValue()
  const open = merged.conflicts.filter((name) => !choices[name])
  const save = () => {
    const taken = merged.conflicts.filter((name) => choices[name] === 'theirs').map((name) => [name, theirs[name]])
    onSave({ ...merged.values, ...Object.fromEntries(taken) } as FormValues)
  }
  return (
    <PlainDialog
      opened
      wide
      stubborn
      onClose={onClose}
      title={`${plural(merged.conflicts.length, 'field was', 'fields were')} changed by somebody else meanwhile`}
      actions={
        <>
          <AppButton onClick={onClose}>Back to the form</AppButton>
          <AppButton
            look="primary"
            busy={busy}
            onClick={save}
            disabledWhy={
              open.length > 0 ? `Choose for ${open.map((name) => definition(name).label).join(', ')} first.` : undefined
            }
          >
            Save with these choices
          </AppButton>
        </>
      }
    >
      <p>Nothing of yours was saved yet, and nothing is lost. Choose what each field shall say.</p>
      <div className={classes.conflicts}>
        {merged.conflicts.map((name) => (
          <RadioCards<Side>
            key={name}
            name={`conflict-${name}`}
            label={definition(name).label}
            help={`Before: ${say(name, base[name])}`}
            value={choices[name] ?? null}
            onChange={(side) => setChoices({ ...choices, [name]: side })}
            options={[
              { value: 'mine', label: 'Yours', help: say(name, mine[name]) },
              { value: 'theirs', label: theirsLabel(changers[name]), help: say(name, theirs[name]) },
            ]}
          />
        ))}
      </div>
      {merged.theirs.length > 0 && (
        <>
          <h3>Kept together with yours</h3>
          <ul className={classes.merged}>
            {merged.theirs.map((name) => (
              <li key={name}>
                {definition(name).label}: {say(name, merged.values[name])} <By change={changers[name]} />
              </li>
            ))}
          </ul>
        </>
      )}
    </PlainDialog>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const theirsLabel = (change: Change | undefined) =>
  change ? `${change.name}, at ${clock.format(new Date(change.at))}` : 'Theirs'

const By = ({ change }: { change: Change | undefined }) =>
  change ? (
    <span className="rc-muted">
      (<bdi>{change.name}</bdi>, <TimeText at={change.at} />)
    </span>
  ) : null
