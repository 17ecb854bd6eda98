import { useEffect, useState } from 'react'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { permissions as catalogue, type Permission } from '#src/contract/permissions.ts'
import { previewRole, type RolePreview } from '../contract/why.ts'
import { sayShortfalls } from '../../queues/console/widgets/say-shortfalls.ts'
import type { Role } from '../contract.ts'
import classes from './roles.module.css'

/** Ticking goes on for a moment; what it comes to is asked once. */
const PAUSE_MILLIS = 250

/** Before a role is saved: who gains what by it, who loses what, and whose pages ask again at once. */
export function WhatChanges({ role, wanted }: { role: Role; wanted: readonly Permission[] }) {
  const permissions = usePaused(wanted.join(','))
  const ask = { params: { id: String(role.id) }, query: { permissions } }
  const { data, error } = useAnswer(previewRole, ask, { keepPrevious: true, staleTime: 0 })
  return (
    <section className={classes.changes} aria-labelledby="what-changes">
      <h2 id="what-changes">What changes when you save</h2>
      {error && <p role="alert">{error.message}</p>}
      {!data && !error && <p className="rc-muted">Counting whom it touches…</p>}
      {data && !error && <Said preview={data.answer} />}
    </section>
  )
}

function Said({ preview }: { preview: RolePreview }) {
  const { holders, sessions, gained, lost, newAdministrators, inQueues } = preview
  if (holders === 0) return <p>Nobody active holds this role, so nothing changes for anybody yet.</p>
  return (
    <>
      <Side words="will also be able to" of={gained} />
      <Side words="will no longer be able to" of={lost} />
      {gained.length + lost.length === 0 && (
        <p>Nothing changes for the {plural(holders, 'person', 'people')} with it: their other roles say the same.</p>
      )}
      {inQueues && <p className={classes.warning}>{sayInQueues(inQueues)}</p>}
      {newAdministrators > 0 && (
        <p className={classes.warning}>
          {plural(newAdministrators, 'person', 'people')} will be able to do everything in the whole tenant.
        </p>
      )}
      {gained.length + lost.length > 0 && (
        <p className="rc-muted">
          It holds at once, also in the {plural(sessions, 'session')} that {sessions === 1 ? 'is' : 'are'} open now.
          Counted by all that they hold; an administrator always stays, since the built-in role is not changed here.
        </p>
      )}
    </>
  )
}

/** They stay in their queues: whoever saves a role is no more than warned. */
function sayInQueues({ people, queuesBelow }: NonNullable<RolePreview['inQueues']>): string {
  const [are, they] = people === 1 ? ['is', 'this user'] : ['are', 'these users']
  const short = queuesBelow ? ` ${sayShortfalls(queuesBelow.first, queuesBelow.total)} without them.` : ''
  return `${plural(people, 'person', 'people')} of them ${are} in a queue, where calls will wait for them in vain. Remove ${they} from their queues: Health finds them.${short}`
}

function Side({ words, of }: { words: string; of: RolePreview['gained'] }) {
  if (of.length === 0) return null
  return (
    <ul>
      {of.map(({ permission, people }) => (
        <li key={permission}>
          <strong>{formatNumber(people)}</strong> {people === 1 ? 'person' : 'people'} {words}:{' '}
          {catalogue[permission].says}
        </li>
      ))}
    </ul>
  )
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MILLIS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
