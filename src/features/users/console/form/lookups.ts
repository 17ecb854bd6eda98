/** What fields choose from, read once and shared by the sections. */
import { useEffect, useState } from 'react'
import { useAnswer } from '#src/console/query.ts'
import type { DualListProps, DualOption } from '#src/console/kit/dual-list.tsx'
import { listCustomFields } from '../../../custom-fields/contract.ts'
import { listGroups, type Group, type GroupKind } from '../../../groups/contract.ts'
import { listPbxes } from '../../../pbxes/contract.ts'
import { listRoles } from '../../../roles/contract.ts'
import { listSites } from '../../../sites/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { Named } from '../../contract/user.ts'

/** The same empty list each time, so that nothing is drawn anew while an answer is awaited. */
const none: never[] = []
const fresh = { staleTime: 60_000 }

export const useRoles = () => useAnswer(listRoles, {}, fresh).data?.answer.items ?? none
export const useSites = () => useAnswer(listSites, {}, fresh).data?.answer.items ?? none
export const useCustomFields = () => useAnswer(listCustomFields, { query: {} }, fresh).data?.answer.items ?? none
export const usePbxes = () =>
  useAnswer(listPbxes, {}, { ...fresh, enabled: useMe().hasModule('pbx') }).data?.answer.items ?? none

/** The groups of one kind; those somebody has already are offered too, even archived ones. */
export function useGroups(kind: GroupKind, held: readonly Named[] = []): DualOption[] {
  const listed = useAnswer(listGroups, { query: { kind } }, fresh).data?.answer.items ?? none
  const others = held.filter((one) => !listed.some((group) => group.id === one.id))
  return [...listed, ...others].map(({ id, name }) => ({ id, label: name }))
}

const LONGEST_SEARCH = 100

/** The same for two lists: where there are more groups than come at once, the server searches the others. */
export function useGroupChoices(kind: GroupKind, held: readonly Named[] = []): Pick<DualListProps, 'options' | 'more'> {
  const [search, setSearch] = useState('')
  // What a search found stays, so that it keeps its name once it is chosen and something else is looked for.
  const [found, setFound] = useState<readonly Group[]>(none)
  const first = useAnswer(listGroups, { query: { kind } }, fresh).data?.answer
  const partial = first !== undefined && first.total > first.items.length
  const query = { kind, search: search.slice(0, LONGEST_SEARCH) }
  const answer = useAnswer(listGroups, { query }, { ...fresh, enabled: partial && search !== '' }).data?.answer
  useEffect(() => {
    if (answer) setFound((before) => [...before, ...answer.items.filter((g) => !before.some(({ id }) => id === g.id))])
  }, [answer])
  const offered = useGroups(kind, [...found, ...held.filter((one) => !found.some(({ id }) => id === one.id))])
  return { options: offered, more: partial ? { total: first.total, onSearch: setSearch } : undefined }
}
