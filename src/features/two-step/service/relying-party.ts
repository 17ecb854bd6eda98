/** For whom passkeys are made: the name in the configured address, never one of the request (S10). */
import { isIP } from 'node:net'
import type { Parts } from '../../../server/context.ts'
import { passkeysImpossible } from '../contract/passkeys.ts'

/** Browsers keep no passkeys for a bare address (WebAuthn level 3, 5.1.3). */
export const arePasskeysPossible = ({ publicOrigin }: Pick<Parts, 'publicOrigin'>): boolean =>
  isIP(hostOf(publicOrigin).replaceAll(/[[\]]/g, '')) === 0

const hostOf = (origin: string) => new URL(origin).hostname

/** Throws `passkeys-impossible`. */
export function relyingParty(parts: Pick<Parts, 'publicOrigin'>): { readonly id: string; readonly origin: string } {
  if (!arePasskeysPossible(parts)) throw passkeysImpossible()
  return { id: hostOf(parts.publicOrigin), origin: parts.publicOrigin }
}
