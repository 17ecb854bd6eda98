import { AppLink } from '#src/console/routing.tsx'
import { permissions, type Permission } from '#src/contract/permissions.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'

/** What a permission allows, leading to everybody who may do it. */
export function PermissionLink({ permission }: { permission: Permission }) {
  const { can } = useMe()
  const { says } = permissions[permission]
  return can('users.read') ? (
    <AppLink to={`/roles/who/${permission}`} aria-label={`Who may: ${says}`}>
      {says}
    </AppLink>
  ) : (
    <>{says}</>
  )
}
