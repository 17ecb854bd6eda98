import { call } from '#src/console/api.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { CallFailure } from '#src/console/query.ts'
import { listUsers } from '../../../users/contract/endpoints.ts'

/** Finds active users by a part of their name, for a picker. */
export async function loadActiveUsers(search: string, signal: AbortSignal): Promise<readonly PickerOption[]> {
  const query = { search, status: 'any:active', limit: '50', totalWithin: '0' }
  const found = await call(listUsers, { query }, { signal })
  if (!found.ok) throw new CallFailure(found.problem, found.document)
  return found.answer.items.map(({ id, firstName, lastName, username }) => ({
    value: id,
    label: [firstName, lastName].filter(Boolean).join(' ') || username,
    detail: username,
  }))
}
