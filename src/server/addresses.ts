/** Addresses and networks of clients, in the one form in which they are compared (S32). */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * The address of a client as lists compare it: an IPv4 address that came inside an IPv6 one (`::ffff:203.0.113.5`, RFC 4291)
 * is that IPv4 address, and the zone of a link-local one (`fe80::1%eth0`, RFC 4007) names an interface of this machine
 * and is left out. Null for whatever is no address, such as a word that a proxy passed on; no list allows that.
 */
export function plainAddress(text: string | undefined): string | null {
  const [address = '', zone] = (text ?? '').split('%')
  // Node's own reading is strict: no octal, hexadecimal or shortened IPv4.
  if (isIP(address) === 0) return null
  const parsed = ipaddr.process(address)
  if (zone !== undefined && parsed.range() !== 'linkLocal') return null
  return textOf(parsed)
}

export type Network = { readonly text: string } | { readonly wrong: 'unreadable' | 'everything' }

/** A single address or a network as PostgreSQL's `cidr` takes it: `10.1.2.3/8` is `10.0.0.0/8`. */
export function plainNetwork(text: string): Network {
  const [address = '', prefix, ...more] = text.trim().split('/')
  if (isIP(address) === 0 || address.includes('%') || more.length > 0) return { wrong: 'unreadable' }
  const given = ipaddr.parse(address)
  const bits = prefix === undefined ? lengthOf(given) : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity
  if (bits > lengthOf(given)) return { wrong: 'unreadable' }
  const parsed = ipaddr.process(address)
  const length = bits - (lengthOf(given) - lengthOf(parsed))
  // Wider than all of IPv4, a mapped network is neither one nor the other.
  if (length < 0) return { wrong: 'unreadable' }
  if (length === 0) return { wrong: 'everything' }
  const kind = parsed instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6
  const first = textOf(kind.networkAddressFromCIDR(`${parsed.toString()}/${length}`))
  return { text: length === lengthOf(parsed) ? first : `${first}/${length}` }
}

const lengthOf = (address: ipaddr.IPv4 | ipaddr.IPv6): number => (address instanceof ipaddr.IPv4 ? 32 : 128)

const textOf = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
  address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()
