import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { endSessions } from '../../../../sessions/contract.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction, useWhole } from './use-action.ts'

export function EndSessionsDialog({ user, onClose, onDone }: ActionProps) {
  const whole = useWhole(user.id)
  const open = whole?.sessions
  const { busy, problem, run } = useAction(endSessions.endpoint, ({ effects }) =>
    onDone({
      userId: user.id,
      kind: 'success',
      says: (
        <>
          {plural(effects.sessionsEnded ?? 0, 'session')} of <bdi>{fullName(user)}</bdi> ended.
        </>
      ),
    }),
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          End {open === undefined ? 'the sessions' : plural(open, 'session')} of <bdi>{fullName(user)}</bdi>?
        </>
      }
      consequence={
        open === 0 ? `${shortName(user)} has no open session now.` : 'Unsaved work in those windows may be lost.'
      }
      stays="The account stays as it is: the next sign-in works with the same password."
      confirm={open ? `End ${plural(open, 'session')}` : 'End all sessions'}
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id } })}
    />
  )
}
