import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { editQueue, listQueues, type Queue } from '../contract.ts'

/** Archives a queue or brings it back: at once, since either is undone by the other. */
export function useArchive() {
  const [last, setLast] = useState<Queue>()
  const [problem, setProblem] = useState<string>()
  const archive = async (queue: Queue, archived: boolean) => {
    const ask = { params: { id: String(queue.id) }, body: { archived } }
    const outcome = await call(editQueue, ask, { ifMatch: etagOf(queue) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listQueues) })
    setLast(outcome.ok ? outcome.answer : undefined)
    if (outcome.ok) {
      setProblem(undefined)
      return announce(`${queue.name} is ${archived ? 'archived' : 'back'}`)
    }
    setProblem(
      outcome.problem === 'changed-meanwhile'
        ? `Somebody changed ${queue.name} meanwhile. It now stands here as it is; nothing of yours was saved.`
        : sayProblem(outcome.document),
    )
  }
  const dismiss = () => {
    setLast(undefined)
    setProblem(undefined)
  }
  return { archive, last, problem, dismiss }
}
