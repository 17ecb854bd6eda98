import { Banner } from '#src/console/kit/banner.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useParam, usePath, useSearch } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { permissions, type Permission } from '#src/contract/permissions.ts'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listRoles } from '../contract.ts'
import { permissionModules, whoMay, type MayDo } from '../contract/why.ts'
import { useWhere } from './widgets/where.ts'
import classes from './roles.module.css'

/** `/roles/who/:permission`: who may do this, and by which role. */
export function WhoMayPage() {
  const name = useParam('permission')
  const { can } = useMe()
  if (!Object.hasOwn(permissions, name)) return <NotFound />
  return can('users.read') ? (
    <WhoMay permission={name as Permission} />
  ) : (
    <NotAllowed page="Who may do this" permission="users.read" />
  )
}

function WhoMay({ permission }: { permission: Permission }) {
  const { after } = useSearch()
  const path = usePath()
  const query = { permission, ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(whoMay, { query }, { keepPrevious: true, staleTime: 0 })
  const where = useWhere()
  const answer = data?.answer
  const columns: PlainColumn<MayDo>[] = [
    {
      label: 'User',
      cell: ({ id, name }) => (
        <AppLink to={`/users/${id}/access`}>
          <bdi>{name}</bdi>
        </AppLink>
      ),
    },
    {
      label: 'Because of',
      cell: ({ superuser, from }) =>
        [
          ...(superuser ? ['Tenant superuser (everything)'] : []),
          ...from.map((role) => `${role.name} (${where(role)})`),
        ].join(', '),
    },
    { label: 'Site', wide: true, cell: ({ site }) => <bdi>{site.name}</bdi> },
  ]
  return (
    <div className={classes.page}>
      <PageHeader
        title="Who may do this?"
        documentTitle={`${permissions[permission].says} · Roles`}
        subtitle={permissions[permission].says}
      />
      <ModuleOff permission={permission} />
      <Givers permission={permission} />
      <NotYet what="who may" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.items.length === 0 && <EmptyState title="Nobody active whom you can see" />}
      {answer && answer.items.length > 0 && (
        <PlainTable caption="Who may do this" columns={columns} rows={answer.items} idOf={({ id }) => id} />
      )}
      <MorePages what="people" to={path} of={{}} after={after} next={answer?.next} />
      <p className="rc-muted">
        Active users whom you can see. Operators above this tenant may do everything in it too.
      </p>
    </div>
  )
}

function ModuleOff({ permission }: { permission: Permission }) {
  const { hasModule } = useMe()
  const module = permissionModules[permission]
  if (!module || hasModule(module)) return null
  return <Banner>What this is about is not part of what your company has, so nobody can do anything with it.</Banner>
}

/** The roles that give it, each with the way to its page. */
function Givers({ permission }: { permission: Permission }) {
  const roles = useAnswer(listRoles, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const giving = roles.filter((role) => role.permissions.includes(permission))
  if (roles.length === 0) return null
  return (
    <p>
      {giving.length === 0 ? 'No role gives it.' : 'Roles that give it: '}
      {giving.map((role, i) => (
        <span key={role.id}>
          {i > 0 && ', '}
          <AppLink to={`/roles/${role.id}`}>
            <bdi>{role.name}</bdi>
          </AppLink>
        </span>
      ))}
    </p>
  )
}
