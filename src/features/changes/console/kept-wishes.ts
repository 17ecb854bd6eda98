/**
 * What a plan was made of, kept by the tab that made it: so that it can be planned again, and left for the list from
 * which it came. A tab that has not made it can still read and run it.
 */
import { call, newKey, type Outcome } from '#src/console/api.ts'
import type { Search } from '#src/console/routing.tsx'
import { retryJob, undoJob } from '../contract/jobs.ts'
import { createPlan, type Target } from '../contract/plans.ts'

export type Wish =
  | { readonly action: string; readonly params?: unknown; readonly target: Target }
  | { readonly undo: string }
  | { readonly retry: string; readonly reason?: string }
/** `from`: the search of the list in which the people were chosen; `page`: the path of what asked, where it was no list. */
export type KeptWish = { readonly wish: Wish; readonly from?: Search; readonly page?: string }

const nameOf = (plan: string) => `rollcall-plan-${plan}`

export function keepWish(plan: string, kept: KeptWish): void {
  try {
    sessionStorage.setItem(nameOf(plan), JSON.stringify(kept))
  } catch {
    // Storage is blocked or full: the plan is there all the same.
  }
}

export function keptWish(plan: string): KeptWish | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(nameOf(plan)) ?? 'null') as KeptWish | null) ?? undefined
  } catch {
    return undefined
  }
}

/** Plans what is wished, and keeps the wish with the plan. */
export async function planWish(kept: KeptWish): Promise<Outcome<typeof createPlan>> {
  const { wish } = kept
  const outcome = (await ('undo' in wish
    ? call(undoJob, { params: { id: wish.undo } }, { idempotencyKey: newKey() })
    : 'retry' in wish
      ? call(
          retryJob,
          { params: { id: wish.retry }, body: wish.reason === undefined ? {} : { reason: wish.reason } },
          { idempotencyKey: newKey() },
        )
      : call(createPlan, { body: { ...wish } }, { idempotencyKey: newKey() }))) as Outcome<typeof createPlan>
  if (outcome.ok) keepWish(outcome.answer.id, kept)
  return outcome
}
