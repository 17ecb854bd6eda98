import { useRef } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import type { ReviewRow } from '../contract.ts'
import type { Asking } from './use-review.ts'
import { decisionWords, sayHint } from './words.ts'
import classes from './reviews.module.css'

type ReviewRowsProps = {
  rows: readonly ReviewRow[]
  onKeep: (row: ReviewRow) => void
  onAsk: (asking: Asking) => void
}

/** The users of a review; the keys decide the one in whose row the focus is. */
export function ReviewRows({ rows, onKeep, onAsk }: ReviewRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const focused = () => {
    const id = document.activeElement?.closest('[data-user]')?.getAttribute('data-user')
    return rows.find(({ user, mine }) => mine && user.id === id)
  }
  const onFocused = (act: (row: ReviewRow) => void) => () => {
    const row = focused()
    if (row) act(row)
  }
  const step = (by: 1 | -1) => () => {
    const here = document.activeElement?.closest('[data-user]')
    const there = by === 1 ? here?.nextElementSibling : here?.previousElementSibling
    ;(there?.querySelector('button') ?? there?.querySelector('a'))?.focus()
  }
  useShortcuts('Review', [
    { keys: 'ArrowDown', says: 'Next user', within: list, run: step(1) },
    { keys: 'ArrowUp', says: 'Previous user', within: list, run: step(-1) },
    { keys: 'k', says: 'Keep the user', within: list, run: onFocused(onKeep) },
    { keys: 'r', says: 'Reduce the user', within: list, run: onFocused((row) => onAsk({ row, decision: 'reduce' })) },
    {
      ...{ keys: 'd', says: 'Deactivate the user', within: list },
      run: onFocused((row) => onAsk({ row, decision: 'deactivate' })),
    },
  ])
  return (
    <ul ref={list} className={classes.rows} aria-label="Users">
      {rows.map((row) => (
        <li key={row.user.id} className={classes.row} data-user={row.user.id}>
          <Who row={row} />
          <div className={classes.deeds}>
            {row.mine && <Deciding row={row} onKeep={onKeep} onAsk={onAsk} />}
            <WhatStands row={row} />
          </div>
        </li>
      ))}
    </ul>
  )
}

const Who = ({ row }: { row: ReviewRow }) => (
  <div className={classes.who}>
    <AppLink to={`/users/${row.user.id}`}>
      <bdi>{row.user.name}</bdi>
    </AppLink>
    {row.hints.length > 0 && (
      <ul className={classes.hints} aria-label="Hints">
        {row.hints.map((hint) => (
          <li key={hint}>{sayHint(hint, row)}</li>
        ))}
      </ul>
    )}
    <span className="rc-muted">
      <bdi>{row.roles.map(({ name }) => name).join(', ') || 'No role'}</bdi> ·{' '}
      {row.lastSeenAt ? (
        <>
          Last signed in <TimeText at={row.lastSeenAt} unfocusable />
        </>
      ) : (
        'Has not signed in'
      )}{' '}
      · Two-step {row.twoStep ? 'on' : 'off'}
      {row.queues.length > 0 && (
        <>
          {' '}
          · Queues: <bdi>{row.queues.join(', ')}</bdi>
        </>
      )}
    </span>
  </div>
)

const Deciding = ({ row, onKeep, onAsk }: Pick<ReviewRowsProps, 'onKeep' | 'onAsk'> & { row: ReviewRow }) => (
  <div className={classes.buttons} role="group" aria-label={`Decide ${row.user.name}`}>
    <AppButton small onClick={() => onKeep(row)}>
      Keep
    </AppButton>
    <AppButton small onClick={() => onAsk({ row, decision: 'reduce' })}>
      Reduce…
    </AppButton>
    <AppButton small onClick={() => onAsk({ row, decision: 'deactivate' })}>
      Deactivate…
    </AppButton>
  </div>
)

function WhatStands({ row: { decided, earlier, changed, mine } }: { row: ReviewRow }) {
  if (!decided) return mine ? null : <span className="rc-muted">Not decided yet</span>
  const { decision, by, at, note, roles } = decided
  const instead = earlier.map((said) => `${decisionWords[said.decision]} (${said.by})`).join(', ')
  return (
    <div>
      <strong>{decisionWords[decision]}</strong>
      {roles && (
        <>
          : <bdi>{roles.join(', ')}</bdi>
        </>
      )}{' '}
      <span className="rc-muted">
        <bdi>{by}</bdi>, <TimeText at={at} exact unfocusable />
        {instead && ` · before: ${instead}`}
        {changed && ' · done'}
      </span>
      {note && <div className={classes.note}>{note}</div>}
    </div>
  )
}
