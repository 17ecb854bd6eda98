import { AppButton } from '#src/console/kit/button.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { Mail } from '../contract.ts'
import { StateOf } from './states.tsx'
import classes from './outbox.module.css'

type MailTableProps = {
  mails: readonly Mail[]
  sending: string | undefined
  done: { readonly id: string; readonly word: string } | undefined
  onRead: (mail: Mail) => void
  onSend: (mail: Mail) => void
}

export function MailTable({ mails, sending, done, onRead, onSend }: MailTableProps) {
  const about = ({ subject }: Mail) => <span className="rc-hidden-text"> “{subject}”</span>
  const columns: PlainColumn<Mail>[] = [
    { label: 'Subject', cell: ({ subject }) => <bdi>{subject}</bdi> },
    {
      label: 'To',
      wide: true,
      cell: ({ to }) => (
        <span className={classes.to}>
          <bdi>{to.address}</bdi>
        </span>
      ),
    },
    { label: 'State', wide: true, cell: (mail) => <StateOf mail={mail} /> },
    { label: 'Written', wide: true, cell: ({ createdAt }) => <TimeText at={createdAt} unfocusable /> },
    {
      label: 'Do',
      hiddenLabel: true,
      cell: (mail) => (
        <div className={classes.buttons}>
          {mail.readable && (
            <AppButton small onClick={() => onRead(mail)}>
              Read{about(mail)}
            </AppButton>
          )}
          {mail.sendable && (
            <AppButton small busy={sending === mail.id} onClick={() => onSend(mail)}>
              {mail.state === 'kept' ? 'Send' : 'Send again'}
              {about(mail)}
            </AppButton>
          )}
        </div>
      ),
    },
  ]
  return <PlainTable caption="Mail, newest first" columns={columns} rows={mails} idOf={({ id }) => id} done={done} />
}
