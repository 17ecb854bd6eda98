import { AppButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { EmptyState, ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listUserSessions } from '../../contract/listed.ts'
import { sayDevice } from './say-device.ts'
import classes from './session-table.module.css'

type SessionTableProps = { userId: string; /** IANA zone of the person. */ theirZone: string; onEnd: () => void }

/** Where somebody is signed in now. */
export function SessionTable({ userId, theirZone, onEnd }: SessionTableProps) {
  const { data, error, refetch } = useAnswer(listUserSessions, { params: { id: userId } }, { staleTime: 0 })
  if (error) {
    return (
      <ErrorState title="Couldn’t load the sessions." onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    )
  }
  if (!data) return <SkeletonRows what="the sessions" rows={3} />
  const sessions = data.answer.items
  if (sessions.length === 0)
    return <EmptyState title="No open session">Nobody is signed in with this account now.</EmptyState>
  return (
    <div className={classes.part}>
      <div className={classes.head}>
        <p>{plural(sessions.length, 'open session')}</p>
        <AppButton onClick={onEnd}>
          End {sessions.length === 1 ? 'the session' : `all ${sessions.length} sessions`}…
        </AppButton>
      </div>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption className="rc-hidden-text">Open sessions</caption>
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Address</th>
              <th scope="col">Started</th>
              <th scope="col">Last active</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  {sayDevice(session.userAgent)} {session.current && <Label>This is you</Label>}
                </th>
                <td>
                  <bdi dir="ltr">{session.address ?? 'unknown'}</bdi>
                </td>
                <td>
                  <TimeText at={session.startedAt} theirZone={theirZone} />
                </td>
                <td>
                  <TimeText at={session.lastSeenAt} theirZone={theirZone} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
