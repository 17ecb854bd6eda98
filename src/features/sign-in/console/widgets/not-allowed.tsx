import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState } from '#src/console/kit/states.tsx'
import { permissions, type Permission } from '#src/contract/permissions.ts'
import { useMe } from './me.tsx'

/** A page that this person's roles do not open, and what to ask for. */
export function NotAllowed({ page, permission }: { page: string; permission: Permission }) {
  const { tenant } = useMe()
  return (
    <>
      <PageHeader title={page} />
      <EmptyState title={`You don’t have access to ${page}`} actions={<ButtonLink to="/">Go to the start</ButtonLink>}>
        An administrator of {tenant.name} can give you the permission “{permissions[permission].says}”.
      </EmptyState>
    </>
  )
}
