import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { nounOf, type Ask } from '../widgets/mass-actions.ts'
import type { Answer } from './answer.ts'
import { Asked, isAssigned } from './asked.tsx'
import classes from './asking.module.css'

export type AskDialogProps = {
  ask: Ask
  count: number | undefined
  busy: boolean
  /** Plans it and leads to the plan; answers what was refused. */
  plan: (deed: { action: string; params: unknown }) => Promise<string | undefined>
  onClose: () => void
}

/** Asks what is assigned or set; nothing happens before the preview that follows. */
export function AskDialog({ ask, count, busy, plan, onClose }: AskDialogProps) {
  const [answer, setAnswer] = useState<Answer>({
    missing: `Choose what to ${isAssigned(ask) ? 'assign' : 'set'} first.`,
  })
  const [problem, setProblem] = useState<string>()
  const whom = count === undefined ? 'the selected people' : plural(count, 'person', 'people')
  const assigns = isAssigned(ask)
  const preview = async () => {
    if ('missing' in answer) return setProblem(answer.missing)
    setProblem(await plan(answer))
  }
  const change = (next: Answer) => {
    setAnswer(next)
    setProblem(undefined)
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      wide={assigns}
      title={assigns ? `Assign ${nounOf(ask)}: ${whom}` : `Set ${nounOf(ask)}: ${whom}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void preview()}>
            Preview
          </AppButton>
        </>
      }
    >
      <div className={classes.stack}>
        <Asked ask={ask} onAnswer={change} />
        <p className="rc-muted">Nothing changes yet: the preview says what will happen to whom.</p>
        {problem && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
      </div>
    </PlainDialog>
  )
}
