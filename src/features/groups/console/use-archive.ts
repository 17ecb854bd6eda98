import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { editGroup, listGroups, type Group } from '../contract.ts'

export type Archiving = { readonly group: Group; readonly archived: boolean }

/** Archives a group or brings it back: at once, since either can be undone with the other. */
export function useArchive() {
  const [last, setLast] = useState<Archiving>()
  const [problem, setProblem] = useState<string>()
  const archive = async (group: Group, archived: boolean) => {
    const ask = { params: { id: String(group.id) }, body: { archived } }
    const outcome = await call(editGroup, ask, { ifMatch: etagOf(group) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listGroups) })
    setLast(outcome.ok ? { group: outcome.answer, archived } : undefined)
    if (outcome.ok) {
      setProblem(undefined)
      announce(`${group.name} is ${archived ? 'archived' : 'back'}`)
    } else if (outcome.problem === 'changed-meanwhile')
      setProblem(`Somebody changed ${group.name} meanwhile. It now stands here as it is; nothing of yours was saved.`)
    else setProblem(sayProblem(outcome.document))
  }
  const dismiss = () => {
    setLast(undefined)
    setProblem(undefined)
  }
  return { archive, last, problem, dismiss }
}
