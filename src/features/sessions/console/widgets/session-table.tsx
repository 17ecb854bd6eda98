import { useState, type ReactNode } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { endOneSession, endOwnSession, listOwnSessions, listUserSessions, type Session } from '../../contract/listed.ts'
import { sayDevice } from './say-device.ts'
import { deviceOf, liveColumns, pastColumns } from './session-columns.tsx'
import { SessionTimeline } from './timeline.tsx'
import classes from './session-table.module.css'

/** News of sessions does not reach lists of them, so these look again. */
const LOOK_MILLIS = 15_000

type SessionTableProps = {
  /** Absent for one's own. */
  userId?: string
  /** IANA zone of the person. */
  theirZone?: string
  /** Ends all of them at once, where there are several. */
  endAll: (open: readonly Session[]) => ReactNode
}

/** Where somebody is signed in now and was of late: lanes over tables. */
export function SessionTable({ userId, theirZone, endAll }: SessionTableProps) {
  const ofUser = useAnswer(
    listUserSessions,
    { params: { id: userId ?? '' } },
    { staleTime: 0, refetchInterval: LOOK_MILLIS, enabled: userId !== undefined },
  )
  const ofMine = useAnswer(
    listOwnSessions,
    {},
    { staleTime: 0, refetchInterval: LOOK_MILLIS, enabled: userId === undefined },
  )
  const { data, error, refetch } = userId === undefined ? ofMine : ofUser
  const { end, problem } = useEnd(userId)
  if (!data) return <NotYet what="the sessions" loaded={false} error={error} onRetry={() => void refetch()} rows={3} />
  const { items, past } = data.answer
  const device = { label: 'Device', cell: deviceOf }
  return (
    <div className={classes.part}>
      <SessionTimeline items={items} past={past} />
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {items.length > 0 && (
        <div className={classes.head}>
          <p>{plural(items.length, 'open session')}</p>
          {endAll(items)}
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState title="No open session">Nobody is signed in with this account now.</EmptyState>
      ) : (
        <PlainTable
          caption="Open sessions, the last active first"
          columns={liveColumns<Session>(device, [], {
            theirZone,
            onEnd: (session) => void end(session),
            says: ({ userAgent, address }) => `${sayDevice(userAgent)}, ${address ?? 'unknown'}`,
          })}
          rows={items}
          idOf={({ id }) => id}
        />
      )}
      {past.length > 0 && (
        <details>
          <summary>{plural(past.length, 'session')} ended within the last seven days</summary>
          <PlainTable
            caption="Ended sessions, the latest first"
            columns={pastColumns(theirZone)}
            rows={past}
            idOf={({ id }) => id}
          />
        </details>
      )}
    </div>
  )
}

/** Ends one session at once: whoever signs in again loses nothing by it. */
function useEnd(userId: string | undefined) {
  const [problem, setProblem] = useState<string>()
  const end = async ({ id, userAgent }: Session) => {
    const outcome = await call(userId === undefined ? endOwnSession : endOneSession, { params: { id } })
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) announce(`The session of ${sayDevice(userAgent)} ended`)
    await queryClient.invalidateQueries({ queryKey: keyOf(userId === undefined ? listOwnSessions : listUserSessions) })
  }
  return { end, problem }
}
