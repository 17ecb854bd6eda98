import { AlertTriangleIcon, CheckIcon, ClockIcon, HelpIcon, MailIcon } from '#src/console/kit/icons.ts'
import { Mark, type MarkProps } from '#src/console/kit/marks.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { Mail, MailState } from '../contract.ts'
import classes from './outbox.module.css'

/** Each state of a mail: its word, and what it means for whoever looks after mail. */
export const stateWords: Record<MailState, MarkProps & { readonly says: string }> = {
  kept: {
    word: 'Kept here',
    tone: 'muted',
    Icon: MailIcon,
    says: 'Mail did not go out from here when it was written.',
  },
  waiting: {
    word: 'Waiting',
    tone: 'warning',
    Icon: ClockIcon,
    says: 'It is sent as soon as the mail server takes it.',
  },
  sending: { word: 'Sending', tone: 'warning', Icon: ClockIcon, says: 'It is on its way.' },
  sent: { word: 'Sent', tone: 'success', Icon: CheckIcon, says: 'The mail server has it.' },
  perhaps: {
    word: 'Perhaps sent',
    tone: 'danger',
    Icon: HelpIcon,
    says: 'Nobody knows whether it arrived, so it is not sent again by itself.',
  },
  failed: {
    word: 'Failed',
    tone: 'danger',
    Icon: AlertTriangleIcon,
    says: 'It was not sent, and is not tried again by itself.',
  },
}

/** The state, and below it why it is so and when it goes on. */
export function StateOf({ mail: { state, answer, nextAt } }: { mail: Mail }) {
  return (
    <div className={classes.state}>
      <Mark {...stateWords[state]} />
      {state !== 'sent' && state !== 'kept' && (
        <span className={classes.why}>{answer ? <bdi>{answer}</bdi> : stateWords[state].says}</span>
      )}
      {nextAt && (
        <span className={classes.why}>
          Next try <TimeText at={nextAt} unfocusable />
        </span>
      )}
    </div>
  )
}
