/** What somebody looks for, from what they typed. */
import { invalidAt } from '../../../contract/problem.ts'
import { searchPatterns } from '../../../contract/text.ts'
import { plainNetwork } from '../../../server/addresses.ts'
import type { Narrowing } from '../contract.ts'
import type { Kind } from '../contract/kinds.ts'

export type Ask = {
  readonly from: Date | null
  readonly to: Date
  readonly kinds: readonly Kind[] | null
  readonly address: string | null
  readonly patterns: readonly string[]
}

/** Clocks of those who send may be ahead; nothing is later than this. */
const DAY = 86_400_000

/** Throws `invalid-request` for an address that is none, and for times that PostgreSQL does not know. */
export function readAsk({ from, to, kind, address, text }: Narrowing, now: Date): Ask {
  return {
    from: from === undefined ? null : momentOf('from', from),
    to: to === undefined ? new Date(now.getTime() + DAY) : momentOf('to', to),
    kinds: kind === undefined ? null : (kind.split(',') as Kind[]),
    address: address === undefined ? null : networkOf(address),
    patterns: text === undefined ? [] : searchPatterns(text),
  }
}

function momentOf(name: string, text: string): Date {
  const moment = new Date(text)
  const year = moment.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) throw refuse(name, 'That time is out of reach.')
  return moment
}

function networkOf(text: string): string {
  const network = plainNetwork(text)
  if ('text' in network) return network.text
  throw refuse('address', 'An address is written like 203.0.113.5, a network like 203.0.113.0/24.')
}

const refuse = (name: string, message: string) => invalidAt(`query:${name}`, 'invalid', message)
