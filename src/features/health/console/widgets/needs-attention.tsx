import { useQueries } from '@tanstack/react-query'
import { CheckIcon, ChevronRightIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { asked, useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { countHealthRule, listHealthRules, type HealthRule } from '../../contract.ts'
import { listOf } from '../people-of-view.ts'

type Classes = Readonly<Record<string, string | undefined>>

/** The rules of Health that find somebody now, by the counts of that page, each with the list of just those. */
export function NeedsAttention({ classes }: { classes: Classes }) {
  const { data, error, refetch } = useAnswer(listHealthRules, {}, { staleTime: 0 })
  const rules = data?.answer.items.filter(({ enabled }) => enabled) ?? []
  const counts = useQueries({ queries: rules.map(({ id }) => asked(countHealthRule, { params: { id } })) })
  if (!data) return <NotYet what="what needs attention" loaded={false} error={error} onRetry={() => void refetch()} />
  const counted = rules.map((rule, i) => ({
    rule,
    found: counts[i]?.data?.answer.found,
    problem: counts[i]?.error?.message,
  }))
  const well = counted.filter(({ rule, found }) => found !== undefined && found <= rule.allowed).length
  return (
    <ul className={classes.list} aria-label="Needs attention" aria-busy={counts.some(({ isPending }) => isPending)}>
      {counted.map((one) => (
        <Line key={one.rule.id} classes={classes} {...one} />
      ))}
      {well > 0 && (
        <li className={classes.item} data-well>
          <CheckIcon size={16} aria-hidden />
          <span>
            {well === rules.length
              ? 'Every rule of Health is in order.'
              : `${plural(well, 'rule')} of Health in order.`}
          </span>
        </li>
      )}
    </ul>
  )
}

type LineProps = { classes: Classes; rule: HealthRule; found: number | undefined; problem: string | undefined }

/** Nothing while it is counted, and where it is in order. */
function Line({ classes, rule, found, problem }: LineProps) {
  if (problem)
    return (
      <li className={classes.item}>
        <span>
          <bdi>{rule.name}</bdi>: this could not be counted. {problem}
        </span>
      </li>
    )
  if (found === undefined || found <= rule.allowed) return null
  const list = rule.people ? { to: '/users', search: listOf(rule.people) } : { to: '/health' }
  return (
    <li className={classes.item}>
      <AppLink {...list} className={classes.link}>
        <strong data-severity={rule.severity}>{formatNumber(found)}</strong>
        <bdi>{rule.name}</bdi>
        <ChevronRightIcon size={16} aria-hidden className="rc-flip" />
      </AppLink>
    </li>
  )
}
