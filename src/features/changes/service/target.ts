/** Reads what a plan is asked for: whom it means, in words that can be kept and read again by a background job. */
import { ProblemError, type FieldError } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { readPeople } from '../../users/service/list.ts'
import type { Target } from '../contract/plans.ts'
import type { Source } from '../sql/sources.ts'

/** What is kept of a target: that of a request, the people of a job, or those of the action's own rows. */
export type KeptTarget =
  | Target
  | { readonly job: string; readonly number: number; readonly who: 'changed' | 'failed'; readonly reason?: string }
  /** Whom the action itself has staged. */
  | { readonly staged: true }

/** Throws a 422 for filters that make no sense here; what lies outside of one's sight is simply not found later. */
export function readTarget(ctx: Context, target: KeptTarget): Source {
  if ('staged' in target) return { kind: 'staged' }
  if ('job' in target) {
    const { number, who, reason = null } = target
    return { kind: 'job', job: { number }, who, reason }
  }
  if ('ids' in target) return { kind: 'ids', ids: [...new Set(target.ids)] }
  const except = target.except ?? []
  if ('sites' in target) return { kind: 'sites', sites: target.sites, except }
  if ('everyone' in target) return { kind: 'everyone', except }
  const { search, filters = {} } = target.matching
  try {
    const people = readPeople(ctx, { ...filters, ...(search === undefined ? {} : { search }) })
    return { kind: 'matching', people, except }
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.extra.errors) throw error
    throw new ProblemError(error.kind, { ...error.extra, errors: error.extra.errors.map(belowTarget) })
  }
}

const belowTarget = (error: FieldError): FieldError => {
  const name = error.pointer.replace(/^query:/, '')
  return { ...error, pointer: `#/target/matching/${name === 'search' ? name : `filters/${name}`}` }
}
