import type { FormEvent, ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import type { Faults } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import type { RoleValues } from './differences.ts'
import { lockedWhy } from './rights.ts'
import { SecondStepDemand } from './second-step-demand.tsx'
import { PermissionChoices } from './widgets/permission-choices.tsx'
import classes from './roles.module.css'

type RoleFieldsProps = {
  values: RoleValues
  onChange: (values: RoleValues) => void
  onSubmit: () => void
  mend: (fields: string[]) => void
  busy: boolean
  faults: Faults
  problem?: string
  button: string
  /** Above the button: what it comes to. */
  before?: ReactNode
  /** Beside the button: what saving does. */
  children?: ReactNode
}

export function RoleFields({
  values,
  onChange,
  onSubmit,
  mend,
  busy,
  faults,
  problem,
  button,
  before,
  children,
}: RoleFieldsProps) {
  const me = useMe()
  const put = (change: Partial<RoleValues>) => {
    onChange({ ...values, ...change })
    mend(Object.keys(change))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.name}>
        <TextField
          label="Name"
          name="role-name"
          required
          value={values.name}
          onChange={(name) => put({ name })}
          error={faults['name']}
        />
      </div>
      <PermissionChoices
        name="role-permissions"
        value={values.permissions}
        onChange={(permissions) => put({ permissions })}
        lockedWhy={(permission) => lockedWhy(me, permission)}
        error={faults['permissions']}
      />
      <SecondStepDemand
        checked={values.secondStepRequired}
        onChange={(secondStepRequired) => put({ secondStepRequired })}
      />
      {before}
      {problem && <FieldError id="role-problem">{problem}</FieldError>}
      <div className={classes.foot}>
        <AppButton type="submit" look="primary" busy={busy}>
          {button}
        </AppButton>
        {children && <span className="rc-muted">{children}</span>}
      </div>
    </form>
  )
}
