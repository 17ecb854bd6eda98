import { useState } from 'react'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { useField, useFormSetting } from '../form-context.tsx'

/** Full control asks by itself, before it is ticked. */
export function SuperuserInput() {
  const { tenant, superuser, operator } = useMe()
  const { form, saved } = useFormSetting()
  const { value, set, input } = useField('superuser')
  const [asking, setAsking] = useState(false)
  const name = form.values.firstName ?? form.values.username ?? 'this person'
  const lockedWhy =
    input.lockedWhy ?? (superuser || operator ? undefined : 'Only a superuser or an operator may give or take this.')
  return (
    <>
      <Checkbox
        name="superuser"
        label={input.label}
        help={input.help}
        error={input.error}
        lockedWhy={lockedWhy}
        checked={value === true}
        onChange={(on) => (on && !saved.superuser ? setAsking(true) : set(on))}
      />
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Give ${name} full control of ${tenant.name}?`}
        consequence={`${name} will be able to manage every user and setting, including you.`}
        stays="Nothing changes before you save."
        confirm="Give full control"
        danger
        onConfirm={() => {
          set(true)
          setAsking(false)
        }}
      />
    </>
  )
}
