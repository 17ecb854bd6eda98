import { useState } from 'react'
import type { AnswerOf, AnyEndpoint, Asking } from '#src/contract/endpoint.ts'
import { call, newKey } from '#src/console/api.ts'
import { useAnswer } from '#src/console/query.ts'
import { readUser } from '../../../contract/endpoints.ts'
import { refetchUsers } from '../refetch-users.ts'
import { sayProblem } from '../say-problem.ts'

/** Does something once: busy while it runs, the problem in words when it was refused, and the same key when tried again. */
export function useAction<E extends AnyEndpoint>(endpoint: E, onDone: (answer: AnswerOf<E>) => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [key, setKey] = useState(newKey)
  const run = async (ask: Asking<E>) => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await call(endpoint, ask, { idempotencyKey: key })
    setBusy(false)
    if (outcome.ok) {
      void refetchUsers()
      return onDone(outcome.answer)
    }
    setProblem(sayProblem(outcome.document))
    // An answer that was lost on the way is asked for again; a refusal is a new try.
    if (outcome.problem !== 'offline') setKey(newKey())
  }
  return { busy, problem, run }
}

/** The whole person: a row of the list knows neither sessions nor leads. Undefined until it is there. */
export const useWhole = (id: string) => useAnswer(readUser, { params: { id } }, { staleTime: 0 }).data?.answer
