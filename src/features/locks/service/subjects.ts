/** What is counted: accounts by their id, everything else by a keyed hash, so that no counter holds what was typed (S40). */
import { BlockList, isIPv6 } from 'node:net'
import type { Keyring } from '../../../server/crypto/keyring.ts'

/** A UUIDv8 (RFC 9562, 5.8) of what is counted: 122 bits of its keyed hash. */
export function subjectOf(keyring: Keyring, kind: 'name' | 'account' | 'limit', ...parts: (string | number)[]) {
  const bytes = keyring.mac(JSON.stringify([kind, ...parts])).subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const mapped = new BlockList()
mapped.addSubnet('::ffff:0:0', 96, 'ipv6')

/** One subscriber's share of the addresses: an IPv4 address, or 64 bits of an IPv6 one (RFC 6177). */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return plain
  const groups = expand(plain)
  if (!mapped.check(plain, 'ipv6')) return `${groups.slice(0, 4).join(':')}::/64`
  const [high, low] = [Number.parseInt(groups[6]!, 16), Number.parseInt(groups[7]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups of an IPv6 address, in hexadecimal without leading zeros (RFC 4291, 2.2). */
function expand(address: string): string[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = hex.split('::')
  const [left, right] = [head, tail ?? ''].map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = tail === undefined ? 0 : 8 - left!.length - right!.length
  return [...left!, ...Array<string>(zeros).fill('0'), ...right!].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}
