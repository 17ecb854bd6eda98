import { Checkbox } from '#src/console/kit/choices.tsx'

type SecondStepDemandProps = { readonly checked: boolean; readonly onChange: (checked: boolean) => void }

export function SecondStepDemand({ checked, onChange }: SecondStepDemandProps) {
  return (
    <Checkbox
      name="role-secondStepRequired"
      label="Two-step verification is required"
      help="Whoever holds this role sets it up at the next sign-in, and cannot turn it off."
      checked={checked}
      onChange={onChange}
    />
  )
}
