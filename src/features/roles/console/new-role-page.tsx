import { useState } from 'react'
import { useLeaveQuestion } from '#src/console/kit/leave-question.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { SkeletonRows } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useGo, useSearch } from '#src/console/routing.tsx'
import { useSending } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { createRole, listRoles } from '../contract.ts'
import { countChanges, type RoleValues } from './differences.ts'
import { mayGive, mayManageRoles } from './rights.ts'
import { RoleFields } from './role-fields.tsx'
import classes from './roles.module.css'

/** `/roles/new`; with `?from=:id` it begins with what that role allows, as far as one may give it. */
export function NewRolePage() {
  const me = useMe()
  const { from } = useSearch()
  const { data } = useAnswer(listRoles, {}, { enabled: from !== undefined })
  if (!mayManageRoles(me)) return <NotAllowed page="New role" permission="roles.manage" />
  if (from !== undefined && !data) return <SkeletonRows what="the role" rows={6} />
  const model = data?.answer.items.find(({ id }) => String(id) === from)
  const permissions = model?.permissions.filter((permission) => mayGive(me, permission)) ?? ['own.profile']
  return (
    <div className={classes.page}>
      <PageHeader
        title="New role"
        documentTitle="New role · Settings"
        subtitle={model && `Begins with what ${model.name} allows.`}
      />
      <NewRole key={from} start={{ name: '', permissions, secondStepRequired: model?.secondStepRequired ?? false }} />
    </div>
  )
}

function NewRole({ start }: { start: RoleValues }) {
  const go = useGo()
  const [values, setValues] = useState(start)
  const { send, ...state } = useSending(createRole, { prefix: 'role', nameTaken: 'role-name-taken' })
  const { question, release } = useLeaveQuestion(countChanges(start, values), 'The role was not created yet.')
  const submit = async () => {
    const outcome = await send({ body: { ...values, name: values.name.trim(), permissions: [...values.permissions] } })
    if (!outcome?.ok) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listRoles) })
    release()
    announce(`Created ${outcome.answer.name}`)
    go(`/roles/${outcome.answer.id}`, { search: { created: 'yes' } })
  }
  return (
    <>
      <RoleFields {...state} values={values} onChange={setValues} onSubmit={() => void submit()} button="Create role" />
      {question}
    </>
  )
}
