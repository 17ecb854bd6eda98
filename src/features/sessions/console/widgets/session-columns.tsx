import { AppButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import type { PlainColumn } from '#src/console/kit/plain-table.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { PastSession, Session } from '../../contract/listed.ts'
import { sayDevice } from './say-device.ts'
import { sayEnd } from './say-end.ts'

/** What every table of sessions says of one; `theirZone` is the IANA zone of the person. */
const common = <S extends Session>(theirZone?: string): PlainColumn<S>[] => [
  { label: 'Address', wide: true, cell: ({ address }) => <bdi dir="ltr">{address ?? 'unknown'}</bdi> },
  {
    label: 'Started',
    wide: true,
    cell: ({ startedAt }) => <TimeText at={startedAt} theirZone={theirZone} unfocusable />,
  },
  {
    label: 'Last active',
    wide: true,
    cell: ({ lastSeenAt }) => <TimeText at={lastSeenAt} theirZone={theirZone} unfocusable />,
  },
]

export const deviceOf = ({ userAgent, current }: Session) => (
  <>
    {sayDevice(userAgent)} {current && <Label>This is you</Label>}
  </>
)

export function liveColumns<S extends Session>(
  nameOf: PlainColumn<S>,
  more: readonly PlainColumn<S>[],
  { theirZone, onEnd, says }: { theirZone?: string; onEnd: (session: S) => void; says: (session: S) => string },
): PlainColumn<S>[] {
  const end: PlainColumn<S> = {
    label: 'End',
    hiddenLabel: true,
    cell: (session) => (
      <AppButton small onClick={() => onEnd(session)}>
        {session.current ? 'Sign out' : 'End session'}
        <span className="rc-hidden-text">: {says(session)}</span>
      </AppButton>
    ),
  }
  return [nameOf, ...more, ...common<S>(theirZone), end]
}

export const pastColumns = (theirZone?: string): PlainColumn<PastSession>[] => [
  { label: 'Device', cell: deviceOf },
  ...common<PastSession>(theirZone).filter(({ label }) => label !== 'Last active'),
  { label: 'Ended', wide: true, cell: ({ endedAt }) => <TimeText at={endedAt} theirZone={theirZone} unfocusable /> },
  { label: 'Why', wide: true, cell: ({ reason }) => sayEnd(reason) },
]
