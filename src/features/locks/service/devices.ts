/** Known browsers: where somebody signed in whole, the account counts failures apart from those of strangers (AUTH-7, S14). */
import { newId } from '../../../contract/ids.ts'
import type { Clock } from '../../../server/clock.ts'
import { hashToken } from '../../../server/crypto/tokens.ts'
import type { Trx } from '../../../server/database/database.ts'
import { dropDevicesOf, upsertDevice } from '../sql/devices.ts'
import { dropCounter, endRow } from '../sql/tries.ts'

/**
 * Remembers the browser in which somebody signed in whole, and ends the row of failures that it stands in: its own, or that of
 * strangers when it was one.
 */
export async function rememberDevice(
  { clock, device }: { readonly clock: Clock; readonly device?: string | null },
  trx: Trx,
  tenantId: number,
  userId: string,
): Promise<void> {
  if (!device) return
  const { id, known } = await upsertDevice(trx, {
    tenantId,
    userId,
    tokenHash: hashToken(device),
    id: newId(),
    now: clock.now(),
  })
  if (known) await dropCounter(trx, { tenantId, subject: userId, device: id })
  else await endRow(trx, tenantId, userId)
}

/** Whoever was reset, deactivated or deleted is a stranger everywhere (S18). */
export const forgetDevices = dropDevicesOf
