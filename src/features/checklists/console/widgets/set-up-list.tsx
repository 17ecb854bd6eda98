import { useState, type ReactNode } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { CheckIcon, CircleIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { readSetUp, tickTraining, type SetUp } from '../../contract.ts'
import { knownItems, type ItemName } from '../../contract/items.ts'
import { progressOf, Ring } from './set-up-ring.tsx'
import classes from './set-up.module.css'

/** Where an item is done, with the words of the link; absent where it is the user's own to do. */
export type Places = {
  readonly [N in ItemName]?: { readonly to: string; readonly hash?: string; readonly label: string }
}

const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
/** "5 Dec 2026" */
export const sayDueDay = (day: string): string => dayWords.format(new Date(day))

type SetUpListProps = { userId: string; setUp: SetUp; places: Places }

/** What is asked of one user, what is missing of it and where that is done. */
export function SetUpList({ userId, setUp, places }: SetUpListProps) {
  const { done, of } = progressOf(setUp)
  return (
    <section aria-labelledby="set-up">
      <div className={classes.head}>
        <Ring done={done} of={of} size={40} />
        <h2 id="set-up">
          Set-up: {done} of {of}
        </h2>
      </div>
      <ul className={classes.list} aria-labelledby="set-up">
        {setUp.items.map(({ name, done: isDone }) => (
          <Item key={name} done={isDone} label={knownItems[name].label} action={!isDone && <Place of={places[name]} />}>
            {!isDone && knownItems[name].missing}
          </Item>
        ))}
        {setUp.trainings.map((training) => (
          <Training key={training.id} userId={userId} training={training} />
        ))}
      </ul>
    </section>
  )
}

const Place = ({ of }: { of: Places[ItemName] }) =>
  of && (
    <AppLink to={of.to} hash={of.hash}>
      {of.label}
    </AppLink>
  )

type ItemProps = { done: boolean; label: ReactNode; action: ReactNode; children: ReactNode }

function Item({ done, label, action, children }: ItemProps) {
  const Mark = done ? CheckIcon : CircleIcon
  return (
    <li className={classes.item}>
      <span className={classes.mark} data-done={done || undefined}>
        <Mark size={18} aria-hidden />
        <span className="rc-hidden-text">{done ? 'Done:' : 'Missing:'}</span>
      </span>
      <div>
        {label}
        {children && <div className="rc-muted">{children}</div>}
      </div>
      {action}
    </li>
  )
}

function Training({ userId, training }: { userId: string; training: SetUp['trainings'][number] }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { id, title, link, ticked, owner, dueOn, overdue, mayTick } = training
  const tick = async () => {
    setBusy(true)
    const ask = { params: { id: userId, training: String(id) }, body: { done: ticked === null } }
    const outcome = await call(tickTraining, ask)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) announce(`${title} is ${ticked === null ? 'done' : 'open again'}`)
    await queryClient.invalidateQueries({ queryKey: keyOf(readSetUp) })
    setBusy(false)
  }
  return (
    <Item
      done={ticked !== null}
      label={
        link === null ? (
          title
        ) : (
          <a href={link} target="_blank" rel="noreferrer">
            {title}
          </a>
        )
      }
      action={
        mayTick && (
          <AppButton small busy={busy} onClick={() => void tick()}>
            {ticked === null ? 'Mark as done' : 'Open again'}
            <span className="rc-hidden-text"> {title}</span>
          </AppButton>
        )
      }
    >
      {ticked ? (
        <>
          Done <TimeText at={ticked.at} />
          {ticked.by !== null && ` · ticked by ${ticked.by}`}
        </>
      ) : (
        <>
          <span className={overdue ? classes.overdue : undefined}>
            {overdue ? 'Overdue since' : 'Due'} {sayDueDay(dueOn)}
          </span>
          {owner && ` · owner ${owner.name}`}
        </>
      )}
      {problem && <FieldError id={`training-${id}-problem`}>{problem}</FieldError>}
    </Item>
  )
}
