import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editRole, listRoles, type Role } from '../contract.ts'
import { SecondStepDemand } from './second-step-demand.tsx'
import classes from './roles.module.css'

/** The one thing of a built-in role that can be changed. */
export function BuiltInDemand({ role }: { role: Role }) {
  const [secondStepRequired, setRequired] = useState(role.secondStepRequired)
  const { send, busy, problem } = useSending(editRole, { prefix: 'role' })
  const save = async () => {
    const ask = { params: { id: String(role.id) }, body: { secondStepRequired } }
    const outcome = await send(ask, { ifMatch: etagOf(role) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listRoles) })
    if (outcome?.ok) announce('Saved')
  }
  const changed = secondStepRequired !== role.secondStepRequired
  return (
    <div className={classes.form}>
      <SecondStepDemand checked={secondStepRequired} onChange={setRequired} />
      {problem && <FieldError id="role-problem">{problem}</FieldError>}
      {changed && (
        <div className={classes.foot}>
          <AppButton look="primary" busy={busy} onClick={() => void save()}>
            Save role
          </AppButton>
        </div>
      )}
    </div>
  )
}
