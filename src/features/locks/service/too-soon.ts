import { tooManyRequests, type ProblemError } from '../../../contract/problem.ts'

/** 429 that says how long to wait. */
export function tooSoon(until: Date, now: Date): ProblemError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  const minutes = Math.ceil(seconds / 60)
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return tooManyRequests({
    detail: `Wait ${wait} and try again.`,
    more: { retryAfter: seconds },
  })
}
