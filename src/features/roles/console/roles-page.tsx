import { ButtonLink } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { permissionNames } from '#src/contract/permissions.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listRoles, type Role } from '../contract.ts'
import { Holders } from './holders.tsx'
import { mayManageRoles } from './rights.ts'
import classes from '#src/console/kit/settings.module.css'

const columns: PlainColumn<Role>[] = [
  {
    label: 'Name',
    cell: ({ id, name, builtIn }) => (
      <>
        <AppLink to={`/roles/${id}`}>
          <bdi>{name}</bdi>
        </AppLink>{' '}
        {builtIn !== null && <Label>Built in</Label>}
      </>
    ),
  },
  { label: 'Held by', cell: (role) => <Holders role={role} /> },
  {
    label: 'Allows',
    wide: true,
    cell: ({ permissions }) => `${permissions.length} of ${permissionNames.length} things`,
  },
]

/** `/roles`: the built-in ones and one's own. */
export function RolesPage() {
  const me = useMe()
  const allowed = me.can('users.read') || me.can('roles.manage')
  const { data, error, refetch } = useAnswer(listRoles, {}, { enabled: allowed })
  if (!allowed) return <NotAllowed page="Roles" permission="users.read" />
  return (
    <div className={classes.page}>
      <PageHeader
        title="Roles"
        documentTitle="Roles · Settings"
        count={data?.answer.items.length}
        subtitle="A role is a named set of permissions. Give it to users on their page, for the whole tenant or for chosen sites and desks. Whoever holds several may do what any of them allows."
        actions={
          mayManageRoles(me) && (
            <ButtonLink to="/roles/new" look="primary" icon={<PlusIcon size={16} />}>
              New role
            </ButtonLink>
          )
        }
      />
      <NotYet what="the roles" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && <PlainTable caption="Roles" columns={columns} rows={data.answer.items} idOf={({ id }) => id} />}
    </div>
  )
}
