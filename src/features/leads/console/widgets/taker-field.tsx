import { RadioCards } from '#src/console/kit/choices.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import type { LeadsTo } from '../../contract/taking.ts'
import { loadActiveUsers } from './active-users.ts'

/** What becomes of leads: they stay, or go to one user, round those who take new leads, or to nobody. */
export type Taker = { readonly how: 'stay' | 'one' | 'round-robin' | 'nobody'; readonly user: PickerOption | null }

/** As the API takes it: undefined where they stay, null while nobody is chosen. */
export const leadsToOf = ({ how, user }: Taker): LeadsTo | undefined | null =>
  how === 'stay' ? undefined : how === 'one' ? (user?.value ?? null) : how

type TakerFieldProps = {
  name: string
  label: string
  value: Taker
  onChange: (value: Taker) => void
  /** The words for leaving things as they are, where that can be chosen. */
  stay?: string
  error?: string | undefined
}

export function TakerField({ name, label, value, onChange, stay, error }: TakerFieldProps) {
  return (
    <>
      <RadioCards
        label={label}
        name={name}
        stacked
        options={[
          ...(stay === undefined ? [] : [{ value: 'stay' as const, label: stay }]),
          { value: 'one', label: 'To one user' },
          { value: 'round-robin', label: 'In turn', help: 'Round the active users who take new leads, evenly.' },
          { value: 'nobody', label: 'To nobody', help: 'They wait under “Unassigned”.' },
        ]}
        value={value.how}
        onChange={(how) => onChange({ ...value, how })}
      />
      {value.how === 'one' && (
        <RemotePicker
          label="User"
          name={`${name}-user`}
          required
          chosen={value.user ? [value.user] : []}
          onChoose={([user = null]) => onChange({ how: 'one', user })}
          load={loadActiveUsers}
          error={error}
        />
      )}
    </>
  )
}
