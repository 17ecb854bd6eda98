import { useState } from 'react'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { useLeaveQuestion } from '#src/console/kit/leave-question.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useParam, useSearch, useSetSearch } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { editRole, listRoles, type Role } from '../contract.ts'
import { countChanges, sayDifferences, type RoleValues } from './differences.ts'
import { Holders } from './holders.tsx'
import { ArchiveRole } from './archive-role.tsx'
import { BuiltInDemand } from './built-in-demand.tsx'
import { mayDemand, mayManageRoles, readOnlyWhy } from './rights.ts'
import { RoleFields } from './role-fields.tsx'
import { WhatChanges } from './what-changes.tsx'
import { PermissionList } from './widgets/permission-list.tsx'
import classes from './roles.module.css'

/** `/roles/:id`: what a role allows; one's own can be changed. */
export function RolePage() {
  const me = useMe()
  const id = useParam('id')
  const allowed = me.can('users.read') || me.can('roles.manage')
  const { data, error, refetch } = useAnswer(listRoles, {}, { enabled: allowed })
  if (!allowed) return <NotAllowed page="Roles" permission="users.read" />
  if (!data) return <NotYet what="the role" loaded={false} error={error} onRetry={() => void refetch()} rows={6} />
  const role = data.answer.items.find((one) => String(one.id) === id)
  if (!role) return <NotFound />
  const why = readOnlyWhy(me, role)
  return (
    <div className={classes.page}>
      <PageHeader
        title={role.name}
        documentTitle={`${role.name} · Roles`}
        after={role.builtIn !== null && <Label>Built in</Label>}
        subtitle={
          <>
            Held by <Holders role={role} />
          </>
        }
        actions={
          mayManageRoles(me) && (
            <>
              {!why && <ArchiveRole role={role} />}
              <ButtonLink to="/roles/new" search={{ from: id }}>
                Duplicate
              </ButtonLink>
            </>
          )
        }
      />
      <JustCreated role={role} />
      {why ? (
        <>
          <p className="rc-muted">{why}</p>
          <PermissionList held={role.permissions} />
          {mayDemand(me, role) && <BuiltInDemand key={role.version} role={role} />}
        </>
      ) : (
        <EditRole key={id} role={role} />
      )}
    </div>
  )
}

/** After the form that made it: what comes next. */
function JustCreated({ role }: { role: Role }) {
  const { created } = useSearch()
  const setSearch = useSetSearch()
  if (created !== 'yes') return null
  return (
    <Banner kind="success" onDismiss={() => setSearch({ created: undefined }, { replace: true })}>
      Created. {role.holders === 0 && 'Nobody holds it yet: give it to users on their page, or to many from the list.'}
    </Banner>
  )
}

const valuesOf = ({ name, permissions, secondStepRequired }: Role): RoleValues => ({
  name,
  permissions,
  secondStepRequired,
})

function EditRole({ role: latest }: { role: Role }) {
  // What the form began with. Somebody else's change shows as a conflict, never as a jump under one's hands.
  const [base, setBase] = useState(latest)
  const [values, setValues] = useState(valuesOf(base))
  const [theirs, setTheirs] = useState<{ role: Role; before: Role }>()
  const [saved, setSaved] = useState(false)
  const { send, ...state } = useSending(editRole, { prefix: 'role', nameTaken: 'role-name-taken' })
  const changes = countChanges(valuesOf(base), values)
  const { question } = useLeaveQuestion(changes, 'What you changed here is forgotten.')
  const begin = (role: Role) => {
    setBase(role)
    setValues(valuesOf(role))
    setTheirs(undefined)
    state.clear()
  }
  const submit = async () => {
    const body = { ...values, name: values.name.trim(), permissions: [...values.permissions] }
    const outcome = await send({ params: { id: String(base.id) }, body }, { ifMatch: etagOf(base) })
    if (!outcome) return
    setSaved(outcome.ok)
    await queryClient.invalidateQueries({ queryKey: keyOf(listRoles) })
    if (outcome.ok) {
      announce('Saved')
      return begin(outcome.answer)
    }
    const now = outcome.problem === 'changed-meanwhile' && readRole(base.id)
    if (!now) return
    setTheirs({ role: now, before: base })
    setBase(now)
    state.clear()
  }
  return (
    <>
      {theirs && <Outrun before={theirs.before} now={theirs.role} onTake={() => begin(theirs.role)} />}
      <RoleFields
        {...state}
        values={values}
        onChange={(next) => {
          setSaved(false)
          setValues(next)
        }}
        onSubmit={() => void submit()}
        before={touches(base, values) && <WhatChanges role={base} wanted={values.permissions} />}
        button={theirs ? 'Save mine over it' : 'Save role'}
      >
        {saved
          ? 'Saved. It holds from now on.'
          : latest.holders > 0 &&
            `It holds at once for the ${plural(latest.holders, 'person', 'people')} with this role.`}
      </RoleFields>
      {question}
    </>
  )
}

/** Whether other permissions are ticked than the role has. */
const touches = (base: Role, { permissions }: RoleValues) =>
  countChanges(valuesOf(base), { ...valuesOf(base), permissions }) > 0

const readRole = (id: number) =>
  queryClient
    .getQueryData<{ answer: { items: Role[] } }>(keyOf(listRoles, {}))
    ?.answer.items.find((one) => one.id === id)

function Outrun({ before, now, onTake }: { before: Role; now: Role; onTake: () => void }) {
  return (
    <Banner
      kind="warning"
      urgent
      actions={
        <AppButton small onClick={onTake}>
          Take theirs
        </AppButton>
      }
    >
      Somebody changed this role meanwhile. {sayDifferences(valuesOf(before), valuesOf(now)).join(' ')} Nothing of yours
      was saved; it still stands below.
    </Banner>
  )
}
