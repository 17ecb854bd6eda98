import { formatNumber } from '#src/console/kit/numbers.ts'
import { AppLink, type Search } from '#src/console/routing.tsx'
import classes from './changes.module.css'

type Reason = { readonly reason: string; readonly says: string; readonly people: number }
export type ReasonsProps = {
  readonly reasons: readonly Reason[]
  /** The reason that is shown alone. */
  readonly chosen: string | undefined
  readonly to: string
  /** The search of the page with all reasons. */
  readonly of: Search
}

/** Why people were left alone, each reason with their number; pressing one shows them alone, and pressing it again all of them. */
export function Reasons({ reasons, chosen, to, of }: ReasonsProps) {
  if (reasons.length === 0) return null
  return (
    <ul aria-label="Reasons" className={classes.reasons}>
      {reasons.map(({ reason, says, people }) => (
        <li key={reason}>
          <AppLink
            to={to}
            search={reason === chosen ? of : { ...of, reason }}
            className={classes.reason}
            aria-current={reason === chosen ? 'true' : undefined}
          >
            <strong>{formatNumber(people)}</strong> <span>{says}</span>
          </AppLink>
        </li>
      ))}
      {chosen !== undefined && (
        <li>
          <AppLink to={to} search={of} className={classes.reason}>
            <strong>Show all</strong>
          </AppLink>
        </li>
      )}
    </ul>
  )
}
