import { RadioCards } from '#src/console/kit/choices.tsx'
import type { StepProps } from './step-props.ts'

export function PeopleStep({ values, onChange }: StepProps) {
  return (
    <>
      <p className="rc-muted">
        {values.tenantName || 'Your tenant'} begins empty: you add people one by one, or many at once, pasted from a
        spreadsheet or from a file.
      </p>
      <RadioCards
        label="Look around first?"
        name="demonstration"
        stacked
        value={values.demonstration ? 'yes' : 'no'}
        onChange={(answer) => onChange({ demonstration: answer === 'yes' })}
        options={[
          {
            value: 'yes',
            label: 'Also make a demonstration',
            help: 'A second tenant, “demo”, with 2,000 invented people. They live there alone; yours stays empty.',
          },
          { value: 'no', label: 'No demonstration', help: 'Only your own tenant.' },
        ]}
      />
      <p>
        Afterwards you are signed in. Later you sign in with the tenant <strong>operator</strong> and{' '}
        <bdi dir="ltr">{values.email}</bdi>.
      </p>
    </>
  )
}
