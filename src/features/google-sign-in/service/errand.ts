/**
 * What a browser takes to the provider and back: a cookie, sealed by the installation's key, that holds its own end. So beginning writes
 * nothing, and a stranger fills no table; what came back is written down until then, so that nothing is done by it twice.
 */
import type { Context } from '../../../server/context.ts'
import { spend } from '../../two-step/service/challenges.ts'

export type Errand = {
  readonly tenantId: number
  /** Where to go afterwards. */
  readonly then: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}
type Sealed = Errand & { readonly end: number }

export const ERRAND_SECONDS = 600
const PLACE = 'sign-in-errand'
type Asker = Pick<Context, 'keyring' | 'clock'>

export const sealErrand = ({ keyring, clock }: Asker, errand: Errand): string =>
  keyring.seal(JSON.stringify({ ...errand, end: clock.now().getTime() + ERRAND_SECONDS * 1000 }), PLACE)

/** Null unless it is one of ours, of this browser, for this answer of the provider, and neither over nor used. */
export async function useErrand(
  ctx: Context,
  sealed: string | undefined,
  state: string | null,
): Promise<Errand | null> {
  const errand = open(ctx, sealed ?? '')
  if (!errand || errand.state !== state || errand.end <= ctx.clock.now().getTime()) return null
  const { tenantId, end } = errand
  const isFirst = await spend(ctx.database.tenant(tenantId), tenantId, errand.state, new Date(end), ctx.clock.now())
  return isFirst ? errand : null
}

function open({ keyring }: Asker, sealed: string): Sealed | null {
  try {
    return JSON.parse(keyring.open(sealed, PLACE)) as Sealed
  } catch {
    // Whatever does not open is none of ours.
    return null
  }
}
