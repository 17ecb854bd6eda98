import { CheckIcon, ChevronRightIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { SkeletonRows } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, type Search } from '#src/console/routing.tsx'
import { listRoles } from '../../../roles/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { countUsers } from '../../contract/endpoints.ts'
import classes from './home.module.css'

/** `/home`: what needs attention, each with the list that shows it. */
export function HomePage() {
  const { can, hasModule, tenant } = useMe()
  const roles = useAnswer(listRoles, {}, { staleTime: 60_000 }).data?.answer.items
  if (!can('users.read')) return <NotAllowed page="Home" permission="users.read" />
  const agents = (roles ?? []).filter((role) => role.permissions.includes('calls.take')).map((role) => role.id)
  return (
    <div className={classes.page}>
      <PageHeader title="Home" subtitle={tenant.name} />
      <h2>Needs attention</h2>
      {!roles && <SkeletonRows what="what needs attention" rows={3} />}
      {roles && (
        <ul className={classes.list}>
          <Item
            search={{ status: 'any:pending' }}
            some="pending: invited and not active yet"
            none="Nobody is pending."
          />
          {hasModule('queues') && agents.length > 0 && (
            <Item
              search={{ status: 'any:active', role: `any:${agents.join(',')}`, queue: 'none' }}
              some="active agents in no queue"
              none="Every active agent is in a queue."
            />
          )}
          <Item
            search={{ status: 'any:active', lastSignIn: 'older:60d' }}
            some="active, without a sign-in for 60 days"
            none="Every active account was used in the last 60 days."
          />
        </ul>
      )}
    </div>
  )
}

/** One count; what is nought says so, and leads nowhere. */
function Item({ search, some, none }: { search: Search; some: string; none: string }) {
  const { data, error } = useAnswer(countUsers, { query: search })
  const total = data?.answer.total
  if (error) return <li className={classes.item}>This could not be counted: {error.message}</li>
  if (total === undefined) return <li className={classes.item} aria-busy="true" />
  if (total === 0) {
    return (
      <li className={classes.item} data-well>
        <CheckIcon size={16} aria-hidden /> {none}
      </li>
    )
  }
  return (
    <li className={classes.item}>
      <AppLink to="/users" search={search} className={classes.link}>
        <strong>{formatNumber(total)}</strong> {some}
        <ChevronRightIcon size={16} aria-hidden className="rc-flip" />
      </AppLink>
    </li>
  )
}
