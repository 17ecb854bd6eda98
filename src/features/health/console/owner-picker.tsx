import { call } from '#src/console/api.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { listUsers } from '../../users/contract/endpoints.ts'

type OwnerPickerProps = {
  chosen: readonly PickerOption[]
  onChoose: (chosen: PickerOption[]) => void
  error: string | undefined
}

/** Who sees to a rule: an active user, found by a part of the name. */
export const OwnerPicker = ({ chosen, onChoose, error }: OwnerPickerProps) => (
  <RemotePicker
    name="rule-owner"
    label="Owner"
    help="Who sees to it that it is mended."
    load={findUsers}
    chosen={chosen}
    onChoose={onChoose}
    error={error}
    clearable
  />
)

async function findUsers(search: string, signal: AbortSignal): Promise<PickerOption[]> {
  const query = { status: 'any:active', limit: '50', ...(search === '' ? {} : { search }) }
  const outcome = await call(listUsers, { query }, { signal })
  if (!outcome.ok) throw new Error(outcome.document.title)
  return outcome.answer.items.map(({ id, firstName, lastName, username }) => ({
    value: id,
    label: [firstName, lastName].filter(Boolean).join(' ') || username,
    detail: username,
  }))
}
