import { formatNumber } from '#src/console/kit/numbers.ts'
import type { CallFigures } from '../../contract/statistics.ts'
import { sayLength, saySum } from '../range.ts'
import classes from './calls.module.css'

export function Totals({ totals: { calls, handled, missed, talkSeconds } }: { totals: CallFigures }) {
  const figures = [
    ['Calls handled', formatNumber(handled)],
    ['Missed', formatNumber(missed)],
    ['Talk time', saySum(talkSeconds)],
    ['On average', handled > 0 ? sayLength(Math.round(talkSeconds / handled)) : '–'],
    ['All calls', formatNumber(calls)],
  ] as const
  return (
    <dl className={classes.totals}>
      {figures.map(([label, figure]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  )
}
