import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { readSetUp, type SetUp } from '../../contract.ts'
import classes from './set-up.module.css'

/** How many of how many are done. */
export function progressOf({ items, trainings }: SetUp): { readonly done: number; readonly of: number } {
  const done = items.filter((item) => item.done).length + trainings.filter(({ ticked }) => ticked !== null).length
  return { done, of: items.length + trainings.length }
}

type RingProps = { done: number; of: number; size: number }

/** A part of a circle; the words beside it say the same. */
export function Ring({ done, of, size }: RingProps) {
  const [stroke, middle] = [size / 8, size / 2]
  const radius = middle - stroke / 2
  const round = 2 * Math.PI * radius
  const circle = { cx: middle, cy: middle, r: radius, strokeWidth: stroke, fill: 'none' }
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} className={classes.ring} aria-hidden>
      <circle {...circle} className={classes.track} />
      <circle
        {...circle}
        className={classes.part}
        data-done={done === of || undefined}
        strokeDasharray={`${(round * done) / of} ${round}`}
      />
    </svg>
  )
}

/** Beside a name, while something is missing: "Set-up 4 of 6". */
export function SetUpRing({ userId }: { userId: string }) {
  const setUp = useAnswer(readSetUp, { params: { id: userId } }).data?.answer
  if (!setUp) return null
  const { done, of } = progressOf(setUp)
  if (done === of) return null
  return (
    <AppLink to={`/users/${userId}/set-up`} className={classes.small}>
      <Ring done={done} of={of} size={16} />
      Set-up {done} of {of}
    </AppLink>
  )
}
