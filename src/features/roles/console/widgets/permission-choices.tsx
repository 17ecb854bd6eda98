import { Checkbox } from '#src/console/kit/choices.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { permissionNames, permissions, type Permission } from '#src/contract/permissions.ts'
import { inSections } from './permission-sections.ts'
import classes from './permission-choices.module.css'

export type PermissionChoicesProps = {
  /** Also its id, so that the first fault can be gone to. */
  name: string
  value: readonly Permission[]
  onChange: (value: Permission[]) => void
  /** Why this one cannot be changed here; it then stays as it is. */
  lockedWhy: (permission: Permission) => string | undefined
  error?: string
}

/** Every permission with its sentence, to be ticked. */
export function PermissionChoices({ name, value, onChange, lockedWhy, error }: PermissionChoicesProps) {
  const put = (permission: Permission, on: boolean) =>
    onChange(permissionNames.filter((one) => (one === permission ? on : value.includes(one))))
  return (
    <div
      id={name}
      tabIndex={-1}
      role="group"
      aria-label="Permissions"
      aria-describedby={error ? `${name}-error` : undefined}
      className={classes.sections}
    >
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      {inSections(permissionNames).map((section) => (
        <fieldset key={section.name} className={classes.section}>
          <legend>{section.name}</legend>
          {section.permissions.map((permission) => (
            <Checkbox
              key={permission}
              name={`${name}-${permission}`}
              label={permissions[permission].says}
              checked={value.includes(permission)}
              onChange={(on) => put(permission, on)}
              lockedWhy={lockedWhy(permission)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  )
}
