import { PresenceMark } from '#src/console/kit/marks.tsx'
import { wordOf, type Presence } from '../../contract/presence.ts'
import { Elapsed } from './elapsed.tsx'
import classes from './presence-line.module.css'

/** "On call 4 m 12 s · signed in, phone registered": what somebody does, and the two facts apart from it. */
export function PresenceLine({ of }: { of: Presence }) {
  const word = wordOf(of)
  const facts = [of.signedIn && 'signed in', of.phone && 'phone registered'].filter(Boolean).join(', ')
  return (
    <span className={classes.line}>
      <PresenceMark presence={word} />
      {of.since !== null && word === of.state && (
        <span className={classes.elapsed}>
          <Elapsed since={of.since} />
        </span>
      )}
      {facts && <span className="rc-muted">{facts}</span>}
    </span>
  )
}
