import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { SkeletonRows } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import type { AnswerOf } from '#src/contract/endpoint.ts'
import { loadActiveUsers } from '../../leads/console/widgets/active-users.ts'
import { listAside, listAsideRecords, settleAside, type AsideAgent, type AsideGroup } from '../contract/aside.ts'
import { readCallStatistics } from '../contract/statistics.ts'
import classes from './pages.module.css'

/** "Extension 2040", "SIP name trunk", "Username ana". */
export function sayAgent({ kind, name }: AsideAgent): string {
  if (kind === 'phone') return /^\d+$/.test(name) ? `Extension ${name}` : `SIP name ${name}`
  return kind === 'user' ? `User id ${name}` : `Username ${name}`
}

type Settled = AnswerOf<typeof settleAside>
type How = { as: 'user'; user: string } | { as: 'nobody' | 'again' | 'dismiss' }

function useSettle({ cause, agent }: AsideGroup, onSettled: (settled: Settled) => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const settle = async (how: How) => {
    setBusy(true)
    const outcome = await call(settleAside, { body: { cause, ...(agent ? { agent } : {}), ...how } })
    setBusy(false)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (!outcome.ok) return
    onSettled(outcome.answer)
    await queryClient.invalidateQueries({ queryKey: keyOf(listAside) })
    await queryClient.invalidateQueries({ queryKey: keyOf(readCallStatistics) })
  }
  return { settle, busy, problem }
}

/** All records that are aside for one reason. */
export function AsideCard({ group, onSettled }: { group: AsideGroup; onSettled: (settled: Settled) => void }) {
  const { settle, busy, problem } = useSettle(group, onSettled)
  const [open, setOpen] = useState(false)
  const [dismissing, setDismissing] = useState(false)
  const title = group.agent ? sayAgent(group.agent) : group.message
  return (
    <section className={classes.card} aria-label={title}>
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <p className="rc-muted">
        {plural(group.records, 'record')}, the latest <TimeText at={group.latestAt} />. {group.agent && group.message}
      </p>
      {problem && !dismissing && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {group.agent && <Choose agent={group.agent} busy={busy} onChoose={(user) => void settle({ as: 'user', user })} />}
      <div className={classes.actions}>
        {group.agent && (
          <AppButton small busy={busy} onClick={() => void settle({ as: 'nobody' })}>
            Nobody’s, now and later
          </AppButton>
        )}
        <AppButton small busy={busy} onClick={() => void settle({ as: 'again' })}>
          Try again
        </AppButton>
        <AppButton small aria-haspopup="dialog" onClick={() => setDismissing(true)}>
          Dismiss…
        </AppButton>
        <AppButton small look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the records' : 'Show the records'}
        </AppButton>
      </div>
      {open && <Records group={group} />}
      {dismissing && (
        <Dialog
          opened
          onClose={() => setDismissing(false)}
          title={`Dismiss ${plural(group.records, 'record')}?`}
          consequence="They are never counted, and are not brought back."
          stays="What their sender sends again later is looked at again."
          confirm={`Dismiss ${plural(group.records, 'record')}`}
          danger
          busy={busy}
          problem={problem}
          onConfirm={() => void settle({ as: 'dismiss' })}
        />
      )}
    </section>
  )
}

function Choose({ agent, busy, onChoose }: { agent: AsideAgent; busy: boolean; onChoose: (user: string) => void }) {
  const [chosen, setChosen] = useState<PickerOption[]>([])
  const [user] = chosen
  return (
    <div className={classes.options}>
      <RemotePicker
        label="Whose calls are these?"
        name={`whose-${agent.kind}-${agent.name}`}
        help="Remembered: what comes later under this name is theirs, too."
        chosen={chosen}
        onChoose={setChosen}
        load={loadActiveUsers}
      />
      {user && (
        <AppButton look="primary" busy={busy} onClick={() => onChoose(user.value)}>
          Count for {user.label}
        </AppButton>
      )}
    </div>
  )
}

function Records({ group: { cause, agent } }: { group: AsideGroup }) {
  const { data } = useAnswer(listAsideRecords, { query: { cause, ...agent } })
  if (!data) return <SkeletonRows what="the records" rows={2} />
  return (
    <ul className={classes.records}>
      {data.answer.items.map(({ id, source, record }) => (
        <li key={id}>
          <span className="rc-muted">From {source}</span>
          <code dir="ltr">{JSON.stringify(record)}</code>
        </li>
      ))}
      {data.answer.next && <li className="rc-muted">These are the latest; there are more.</li>}
    </ul>
  )
}
