/** What is done to single members of a group: the engine's actions, on a set of one. */
import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { listUsers } from '../../users/contract/endpoints.ts'
import { groupFieldNames, groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import { groupActions, groupWords, listGroups, type Group, type GroupKind } from '../contract.ts'

export const fieldOf = (kind: GroupKind): GroupField => groupFieldNames.find((field) => groupFields[field] === kind)!

/** The name of an action and what it takes: ids, or skills with a level. */
export const deedOf = ({ kind, id }: Pick<Group, 'kind' | 'id'>, verb: 'add' | 'remove', level?: number | null) => ({
  action: `${verb}-${groupWords[kind].path}`,
  params: { [fieldOf(kind)]: [kind === 'skill' ? { id, ...(level ? { level } : {}) } : id] },
})

export const membersChanged = () =>
  Promise.all([listUsers, listGroups].map((endpoint) => queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })))

/** Adds somebody, with a level or without, or takes them out; answers whether it was done. */
export function useMemberDeed(group: Group) {
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const treat = async (user: string, verb: 'add' | 'remove', level?: number | null): Promise<boolean> => {
    setBusy(user)
    // Five kinds have five shapes of the same thing; the address and the body are of one kind by `group`.
    const { endpoint } = groupActions[fieldOf(group.kind)][verb] as (typeof groupActions)['tags']['add']
    const body = deedOf(group, verb, level).params as { tags: number[] }
    const outcome = await call(endpoint, { params: { id: user }, body })
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    await membersChanged()
    setBusy(undefined)
    return outcome.ok
  }
  return { treat, busy, problem }
}
