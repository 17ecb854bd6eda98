import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import type { Outcome } from '#src/console/api.ts'
import {
  closeReview,
  decideReview,
  listReviewRows,
  listReviews,
  planReview,
  readReview,
  type ReviewRow,
} from '../contract.ts'
import { decisionWords } from './words.ts'

/** What a note is asked for, and roles perhaps. */
export type Asking = { readonly row: ReviewRow; readonly decision: 'reduce' | 'deactivate' }

/** The review and its rows are read anew. */
export const renewReview = () =>
  Promise.all(
    [listReviews, readReview, listReviewRows].map((endpoint) =>
      queryClient.invalidateQueries({ queryKey: keyOf(endpoint) }),
    ),
  )

type Deciding = Parameters<typeof call<typeof decideReview>>[1]['body']

/** What can be done to a review with one button; `problem` is what the last one met. */
export function useReview(id: string) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const params = { id }
  const done = async (outcome: Outcome<typeof decideReview | typeof closeReview | typeof planReview>) => {
    await renewReview()
    setBusy(false)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    return outcome.ok
  }
  const begin = () => {
    setBusy(true)
    return { idempotencyKey: newKey() }
  }
  const decide = async (body: Deciding, who: string) => {
    if (await done(await call(decideReview, { params, body }, begin())))
      announce(`${who}: ${decisionWords[body.decision]}`)
  }
  const close = async () => {
    if (await done(await call(closeReview, { params }, begin()))) announce('The review is closed')
  }
  /** Leads to the plan, where it is begun or left; where there are several, they stand on the page. */
  const plan = async (decision: 'reduce' | 'deactivate') => {
    const outcome = await call(planReview, { params, body: { decision } }, begin())
    await done(outcome)
    const [first, ...others] = outcome.ok ? outcome.answer.items : []
    if (first && others.length === 0) go(`/plans/${first.id}`)
  }
  return { busy, problem, decide, close, plan }
}
export type ReviewDeeds = ReturnType<typeof useReview>
