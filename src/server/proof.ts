import { proveAgain } from '../contract/problem.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'

/** Whoever proved who they are is believed for so long (AUTH-9). */
const PROOF_LASTS = 15 * 60_000

/** Throws `prove-again` when the person proved too long ago who they are. Keys and the program itself have nothing to prove. */
export function demandFreshProof({
  actor: { provedAt },
  clock,
}: {
  readonly actor: Actor
  readonly clock: Clock
}): void {
  if (provedAt && clock.now().getTime() - provedAt.getTime() > PROOF_LASTS) throw proveAgain()
}
