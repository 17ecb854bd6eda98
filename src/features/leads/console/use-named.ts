import type { PickerOption } from '#src/console/kit/picker.tsx'
import { useAnswer } from '#src/console/query.ts'
import { readUser } from '../../users/contract/endpoints.ts'
import { readLead } from '../contract.ts'

const NONE: PickerOption[] = []
/** Whose leads and callbacks are nobody's. */
export const NOBODY: PickerOption = { value: 'nobody', label: 'Nobody' }

/** The one whom an address names, by name; nobody is none. */
export function useUserNamed(id: string | undefined): PickerOption[] {
  const named = id !== undefined && id !== NOBODY.value
  const who = useAnswer(readUser, { params: { id: id ?? '' } }, { enabled: named }).data?.answer
  if (!named) return NONE
  const name = who ? [who.firstName, who.lastName].filter(Boolean).join(' ') || who.username : '…'
  return [{ value: id, label: name }]
}

/** The lead that an address names, by name. */
export function useLeadNamed(id: string | undefined): PickerOption[] {
  const lead = useAnswer(readLead, { params: { id: id ?? '' } }, { enabled: id !== undefined }).data?.answer
  return id === undefined ? NONE : [{ value: id, label: lead?.name ?? '…' }]
}
