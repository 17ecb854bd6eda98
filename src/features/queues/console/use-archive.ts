import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { editQueue, listQueues, type Queue } from '../contract.ts'

/** Archives a queue or brings it back: at once, since either is undone by the other. */
export function useArchive(onDone: (queue: Queue) => void) {
  const [problem, setProblem] = useState<string>()
  const archive = async (queue: Queue, archived: boolean) => {
    const ask = { params: { id: String(queue.id) }, body: { archived } }
    const outcome = await call(editQueue, ask, { ifMatch: etagOf(queue) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listQueues) })
    if (outcome.ok) {
      setProblem(undefined)
      announce(`${queue.name} is ${archived ? 'archived' : 'back'}`)
      return onDone(outcome.answer)
    }
    setProblem(
      outcome.problem === 'changed-meanwhile'
        ? `Somebody changed ${queue.name} meanwhile. It now stands here as it is; nothing of yours was saved.`
        : sayProblem(outcome.document),
    )
  }
  return { archive, problem, dismiss: () => setProblem(undefined) }
}
