import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useSearch, type Search } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listOutbox, mailStates, sendMailAgain, type Mail, type MailState } from '../contract.ts'
import { MailTable } from './mail-table.tsx'
import { ReadDialog } from './read-dialog.tsx'
import { stateWords } from './states.tsx'
import classes from './outbox.module.css'

const HERE = '/settings/outbox'
/** Mail moves by itself. */
const LOOK_MILLIS = 5_000

type Counts = Record<MailState, number>

/** `/settings/outbox`: mail that waits, that went out, and that could not (HOUSE-4). */
export function OutboxPage() {
  return useMe().can('mail.read') ? <Outbox /> : <NotAllowed page="Outbox" permission="mail.read" />
}

function Outbox() {
  const { state: asked, after } = useSearch()
  const state = mailStates.find((one) => one === asked)
  const query = { ...(state ? { state } : {}), ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(
    listOutbox,
    { query },
    { keepPrevious: true, refetchInterval: LOOK_MILLIS },
  )
  const [reading, setReading] = useState<Mail>()
  const { send, sending, done, problem } = useSendAgain()
  const answer = data?.answer
  const total = answer && mailStates.reduce((sum, one) => sum + answer.counts[one], 0)
  return (
    <div className={classes.page}>
      <PageHeader
        title="Outbox"
        documentTitle="Outbox · Settings"
        count={total}
        subtitle="Mail of the last 90 days. Its words are forgotten once it is sent."
      />
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <NotYet what="the outbox" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer && (
        <>
          <Attention counts={answer.counts} goesOut={answer.goesOut} />
          {total !== 0 && <StateTabs counts={answer.counts} total={total ?? 0} state={state} />}
          {answer.items.length === 0 ? (
            <Nothing state={state} total={total ?? 0} />
          ) : (
            <MailTable
              mails={answer.items}
              sending={sending}
              done={done}
              onRead={setReading}
              onSend={(mail) => void send(mail)}
            />
          )}
          <Pages state={state} after={after} next={answer.next} />
        </>
      )}
      {reading && <ReadDialog mail={reading} onClose={() => setReading(undefined)} />}
    </div>
  )
}

/** Sends a mail again, and says beside its name that it is done. */
function useSendAgain() {
  const [sending, setSending] = useState<string>()
  const [done, setDone] = useState<{ id: string; word: string }>()
  const [problem, setProblem] = useState<string>()
  const send = async ({ id, subject }: Mail) => {
    setSending(id)
    setProblem(undefined)
    const outcome = await call(sendMailAgain, { params: { id } })
    setSending(undefined)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    setDone({ id, word: 'On its way' })
    announce(`“${subject}” is on its way`)
    await queryClient.invalidateQueries({ queryKey: keyOf(listOutbox) })
  }
  return { send, sending, done, problem }
}

function Attention({ counts: { perhaps, failed }, goesOut }: { counts: Counts; goesOut: boolean }) {
  if (!goesOut)
    return (
      <Banner>
        Mail is not sent from here yet: it is kept in this list, where you can read it. To send it, whoever runs this
        server sets <code>SMTP_URL</code> and <code>MAIL_FROM</code>. A demonstration never sends any.
      </Banner>
    )
  if (perhaps + failed === 0) return null
  const parts = [
    ...(failed > 0 ? [`${plural(failed, 'mail')} failed`] : []),
    ...(perhaps > 0 ? [`${plural(perhaps, 'mail')} perhaps arrived and perhaps did not`] : []),
  ]
  return <Banner kind="warning">{parts.join(', and ')}. What the mail server said stands beside each.</Banner>
}

type StateTabsProps = { counts: Counts; total: number; state: MailState | undefined }

function StateTabs({ counts, total, state }: StateTabsProps) {
  const shown = mailStates.filter((one) => counts[one] > 0 || one === state)
  return (
    <Tabs
      label="Mail by state"
      tabs={[
        { label: 'All', to: HERE, active: state === undefined, count: total },
        ...shown.map((one) => ({
          label: stateWords[one].word,
          to: HERE,
          search: { state: one },
          active: one === state,
          count: counts[one],
        })),
      ]}
    />
  )
}

const Nothing = ({ state, total }: { state: MailState | undefined; total: number }) =>
  total === 0 ? (
    <EmptyState title="No mail yet">
      Activation links, password resets and finished exports are mailed from here.
    </EmptyState>
  ) : (
    <EmptyState title={state ? `No mail is in the state “${stateWords[state].word}”.` : 'No older mail.'} />
  )

function Pages({
  state,
  after,
  next,
}: {
  state: MailState | undefined
  after: string | undefined
  next: string | null
}) {
  if (!after && !next) return null
  const of: Search = state ? { state } : {}
  return (
    <nav aria-label="Pages of mail" className={classes.pages}>
      {after && (
        <ButtonLink to={HERE} search={of}>
          Newest
        </ButtonLink>
      )}
      {next && (
        <ButtonLink to={HERE} search={{ ...of, after: next }}>
          Older
        </ButtonLink>
      )}
    </nav>
  )
}
