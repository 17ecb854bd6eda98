/**
 * What a passkey knows of its person: tenant (4 bytes, big-endian) and id (16). Neither says anything about them (WebAuthn level 3,
 * 14.6.1), and both are needed to find them behind their tenant's wall.
 */
import { isUuid } from '../../../contract/ids.ts'

export function handleOf(tenantId: number, userId: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(20)
  bytes.writeUInt32BE(tenantId)
  bytes.write(userId.replaceAll('-', ''), 4, 'hex')
  return new Uint8Array(bytes)
}

/** No tenant has a greater number: PostgreSQL keeps them in four bytes with a sign. */
const MOST = 2 ** 31 - 1

/** Null for whatever is no handle of ours. */
export function readHandle(handle: string): { readonly tenantId: number; readonly userId: string } | null {
  const bytes = Buffer.from(handle, 'base64url')
  if (bytes.length !== 20) return null
  const userId = bytes.toString('hex', 4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const tenantId = bytes.readUInt32BE(0)
  return isUuid(userId) && tenantId <= MOST ? { tenantId, userId } : null
}
