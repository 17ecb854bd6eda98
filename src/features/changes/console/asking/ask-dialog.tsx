import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { groupAsks, nounOf, type Ask, type GroupAsk } from '../widgets/mass-actions.ts'
import type { Answer, AskedProps } from './answer.ts'
import { GroupsAsked } from './groups-asked.tsx'
import { RolesAsked } from './roles-asked.tsx'
import { AutoDialAsked, LeadsAsked, SiteAsked, TimeZoneAsked } from './values-asked.tsx'
import classes from './asking.module.css'

export type AskDialogProps = {
  ask: Ask
  count: number | undefined
  busy: boolean
  /** Plans it and leads to the plan; answers what was refused. */
  plan: (deed: { action: string; params: unknown }) => Promise<string | undefined>
  onClose: () => void
}

const isGroup = (ask: Ask): ask is GroupAsk => (groupAsks as readonly string[]).includes(ask)

/** Asks what is assigned or set; nothing happens before the preview that follows. */
export function AskDialog({ ask, count, busy, plan, onClose }: AskDialogProps) {
  const [answer, setAnswer] = useState<Answer>({
    missing: `Choose what to ${isGroup(ask) || ask === 'roles' ? 'assign' : 'set'} first.`,
  })
  const [problem, setProblem] = useState<string>()
  const whom = count === undefined ? 'the selected people' : plural(count, 'person', 'people')
  const assigns = isGroup(ask) || ask === 'roles'
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
        <Body ask={ask} onAnswer={change} />
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

function Body({ ask, onAnswer }: { ask: Ask } & AskedProps) {
  if (isGroup(ask)) return <GroupsAsked field={ask} onAnswer={onAnswer} />
  switch (ask) {
    case 'roles':
      return <RolesAsked onAnswer={onAnswer} />
    case 'site':
      return <SiteAsked onAnswer={onAnswer} />
    case 'timeZone':
      return <TimeZoneAsked onAnswer={onAnswer} />
    case 'autoDial':
      return <AutoDialAsked onAnswer={onAnswer} />
    case 'assignLeads':
      return <LeadsAsked onAnswer={onAnswer} />
  }
}
