import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, type Search } from '#src/console/routing.tsx'
import { listRoles, type Role } from '../../roles/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import type { Group } from '../contract.ts'
import { kindWords } from './kinds.ts'

/** Skills are asked of people who take calls, so that filter stands beside one of their roles (LIST-4). */
export function membersSearch(group: Pick<Group, 'id' | 'kind'>, roles: readonly Role[]): Search {
  const own = { [kindWords[group.kind].filter]: `any:${group.id}` }
  if (group.kind !== 'skill') return own
  const agents = roles.filter((role) => role.permissions.includes('calls.take')).map((role) => role.id)
  return { role: `any:${agents.join(',')}`, ...own }
}

/** How many of those in sight are in a group, and the way to them. */
export function MembersLink({ group }: { group: Group }) {
  const { can } = useMe()
  const wanted = group.kind === 'skill' && can('users.read')
  const roles = useAnswer(listRoles, {}, { staleTime: 60_000, enabled: wanted }).data?.answer.items
  const { members } = group
  if (members === undefined) return <span className="rc-muted">–</span>
  if (members === 0 || !can('users.read') || (wanted && !roles)) return <>{formatNumber(members)}</>
  return (
    <AppLink
      to="/users"
      search={membersSearch(group, roles ?? [])}
      aria-label={`${plural(members, 'member')} of ${group.name}`}
    >
      {formatNumber(members)}
    </AppLink>
  )
}
