import { call } from '#src/console/api.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { CallFailure } from '#src/console/query.ts'
import { listLeads } from '../contract.ts'

/** Finds leads by a part of what they are known by, for a picker. */
export async function loadLeads(search: string, signal: AbortSignal): Promise<readonly PickerOption[]> {
  const found = await call(listLeads, { query: { search, limit: '50' } }, { signal })
  if (!found.ok) throw new CallFailure(found.problem, found.document)
  return found.answer.items.map(({ id, name, phone, user }) => ({
    value: id,
    label: name,
    detail: [phone, user?.name ?? 'unassigned'].filter(Boolean).join(', '),
  }))
}
