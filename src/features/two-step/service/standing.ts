/** Which step of signing in comes next, and whether somebody may do without a second one (AUTH-6). */
import type { Stage } from '../../../contract/stages.ts'
import type { Query } from '../../../server/database/database.ts'
import { findStanding, holdPerson, type Standing } from '../sql/people.ts'

/** What a session has behind it. */
export type Passed = 'password' | 'provider' | 'second-step' | 'new-password'

export const hasSecondStep = (standing: Standing | undefined): boolean =>
  standing !== undefined && (standing.authenticator || standing.passkeys > 0)

/**
 * The stage at which a session stands after this. A second step is asked before a password is chosen, so that whoever got
 * hold of a temporary one alone chooses none (S9). Whoever came by a provider's word has shown no password, and is asked for none.
 */
export async function stageAfter(passed: Passed, db: Query, tenantId: number, userId: string): Promise<Stage> {
  const standing = await findStanding(db, tenantId, userId)
  const isFirst = passed === 'password' || passed === 'provider'
  if (isFirst && hasSecondStep(standing)) return 'second-step'
  if ((passed === 'password' || passed === 'second-step') && standing?.must_change) return 'new-password'
  return standing?.required && !hasSecondStep(standing) ? 'set-up-second-step' : 'whole'
}

/** Holds an account that is about to sign in until the commit; false when it may not. */
export const holdSomebody = holdPerson
