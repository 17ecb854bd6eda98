/** Known browsers: where somebody signed in whole, the account counts failures apart from those of strangers (AUTH-7, S14). */
import { newId } from '../../../contract/ids.ts'
import type { Clock } from '../../../server/clock.ts'
import { hashToken } from '../../../server/crypto/tokens.ts'
import type { Trx } from '../../../server/database/database.ts'
import { together, type Changes } from '../../../server/database/together.ts'
import { dropDevicesOf } from '../sql/devices.ts'
import { rememberingBrowser, takingBack, type Tried } from '../sql/taking-back.ts'

export type { Tried } from '../sql/taking-back.ts'
export const NOT_TRIED: Tried = { name: null, account: null }

type Here = { readonly clock: Clock; readonly device?: string | null }
type Somebody = { readonly tenantId: number; readonly userId: string }

/**
 * What follows when somebody signed in: their try was none, and where they are `whole` the account knows their browser from now on.
 * Changes for the statement that opens the session.
 */
export function followingSignIn(
  { clock, device }: Here,
  { tenantId, userId }: Somebody,
  { whole, tried }: { readonly whole: boolean; readonly tried: Tried },
): Changes {
  if (!whole || !device) return takingBack(tried)
  return rememberingBrowser({ tenantId, userId, tokenHash: hashToken(device), id: newId(), now: clock.now() }, tried)
}

/** The same after a later step, where nothing is to be taken back. */
export async function rememberDevice(here: Here, trx: Trx, tenantId: number, userId: string): Promise<void> {
  if (here.device) await together(trx, followingSignIn(here, { tenantId, userId }, { whole: true, tried: NOT_TRIED }))
}

/** Whoever was reset, deactivated or deleted is a stranger everywhere (S18). */
export const forgetDevices = dropDevicesOf
