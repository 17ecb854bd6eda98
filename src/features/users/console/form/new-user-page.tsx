import { SkeletonRows } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { autoDialModes } from '../../fields/schemas.ts'
import { readUser } from '../../contract/endpoints.ts'
import { fullName } from '../widgets/user-name.ts'
import { useSites } from './lookups.ts'
import { NewUserForm } from './new-user-form.tsx'
import { duplicateOf, emptyValues } from './values.ts'

/** `/users/new`, and `?from=:id` to begin with the place, roles and settings of somebody else. */
export function NewUserPage() {
  const { can, tenant } = useMe()
  const { from } = useSearch()
  const source = useAnswer(readUser, { params: { id: from ?? '' } }, { enabled: from !== undefined })
  const sites = useSites()
  if (!can('users.create')) return <NotAllowed page="New user" permission="users.create" />
  if ((from && source.isPending) || sites.length === 0) return <SkeletonRows what="the form" />
  const autoDial = autoDialModes.find((mode) => mode === tenant.autoDial) ?? 'off'
  const empty = emptyValues({ autoDial, site: sites.length === 1 ? (sites[0]?.id ?? null) : null })
  const user = source.data?.answer
  return (
    <NewUserForm
      key={from ?? 'new'}
      empty={empty}
      start={user ? duplicateOf(user, empty) : empty}
      like={user && fullName(user)}
    />
  )
}
