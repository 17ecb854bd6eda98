import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { MultiSelect } from '#src/console/kit/select.tsx'
import { TextArea } from '#src/console/kit/text-field.tsx'
import { useSending } from '#src/console/sending.ts'
import { decideReview } from '../contract.ts'
import { renewReview, type Asking } from './use-review.ts'
import { decisionWords } from './words.ts'
import classes from './reviews.module.css'

/** Nobody is left without a role: a plan that would take the last one skips its holder. */
const helpOf = ({ roles: held }: Asking['row'], chosen: readonly string[]) =>
  chosen.length > 0 && chosen.length === held.length
    ? 'A user keeps at least one role, and is skipped where these are the last. Deactivate instead, or give another role first.'
    : 'Without one, somebody looks at the user by hand.'

type DecideDialogProps = { reviewId: string; asking: Asking; onClose: () => void }

/** Why, and of whoever is to have less, which roles. */
export function DecideDialog({ reviewId, asking: { row, decision }, onClose }: DecideDialogProps) {
  const [note, setNote] = useState('')
  const [roles, setRoles] = useState<readonly string[]>([])
  const { send, busy, faults, problem } = useSending(decideReview, { prefix: 'decide' })
  const word = decisionWords[decision]
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = roles.length > 0 ? { roles: roles.map(Number) } : {}
    const body = { users: [row.user.id], decision, note: note.trim() || null, ...chosen }
    const outcome = await send({ params: { id: reviewId }, body })
    if (!outcome?.ok) return
    await renewReview()
    announce(`${row.user.name}: ${word}`)
    onClose()
  }
  return (
    <PlainDialog opened onClose={onClose} title={`${word} ${row.user.name}`}>
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <p className="rc-muted">Nothing changes until the review is closed and its plan is run.</p>
        {decision === 'reduce' && (
          <MultiSelect
            name="decide-roles"
            label="Roles to take"
            help={helpOf(row, roles)}
            options={row.roles.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={roles}
            onChange={setRoles}
            error={faults['roles']}
          />
        )}
        <TextArea
          name="decide-note"
          label="Note"
          help="Why. It stands in the record."
          rows={3}
          value={note}
          onChange={setNote}
          error={faults['note']}
          required
        />
        {problem && <FieldError id="decide-problem">{problem}</FieldError>}
        <div className={classes.buttons}>
          <AppButton type="submit" look="primary" busy={busy}>
            {word}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </PlainDialog>
  )
}
