import { formatNumber } from '#src/console/kit/numbers.ts'
import type { Plan } from '../../contract/plans.ts'
import { isMail } from '../words.ts'
import classes from '../changes.module.css'

const partsOf = (plan: Plan) =>
  [
    { key: 'will', label: isMail(plan) ? 'will be mailed' : 'will change' },
    { key: 'already', label: 'already so' },
    { key: 'skipped', label: 'skipped' },
  ] as const

/** The three numbers, and how they stand to one another. */
export function PlanCounts({ plan }: { plan: Plan }) {
  const { counts } = plan
  const parts = partsOf(plan)
  const said = parts.map(({ key, label }) => `${formatNumber(counts[key])} ${label}`)
  return (
    <div className={classes.counts}>
      <div role="img" aria-label={`Of ${formatNumber(counts.total)}: ${said.join(', ')}`} className={classes.shares}>
        {parts.map(
          ({ key }) =>
            counts[key] > 0 && <span key={key} data-part={key} style={{ flexGrow: counts[key] / counts.total }} />,
        )}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ key, label }) => (
          <li key={key}>
            <span className={classes.swatch} data-part={key} aria-hidden />
            <strong>{formatNumber(counts[key])}</strong> {label}
          </li>
        ))}
        <li className="rc-muted">of {formatNumber(counts.total)}</li>
      </ul>
    </div>
  )
}
