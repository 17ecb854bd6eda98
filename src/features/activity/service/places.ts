/** The place of a line or a change in the one list that readers are shown, and the cursor that names it. */
import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import type { ActivityItem } from '../contract.ts'

/** Where a row comes from; at one moment, in this order. */
export const STREAMS = { lines: 0, changes: 1, made: 2 } as const

export type Place = { readonly at: Date; readonly stream: number; readonly id: string; readonly userId: string }
export type Placed = {
  readonly place: Place
  /** Of whom it tells. */
  readonly userId: string | null
  readonly item: Omit<ActivityItem, 'user'>
}

/** What of a stream comes after a place: what is older, and of that moment what the list has not come to. */
export function olderThan(after: Place | null, stream: number) {
  if (after === null) return null
  const isIn = after.stream === stream
  return {
    at: after.at,
    id: isIn ? after.id : null,
    userId: isIn ? after.userId : null,
    within: stream > after.stream,
  }
}

export const cursorOf = ({ at, stream, id, userId }: Place): string =>
  Buffer.from(`${at.toISOString()} ${stream} ${id} ${userId}`).toString('base64url')

/** Of the years 1 to 9999: PostgreSQL knows others by other words. */
const YEAR = /^(?!0000)\d{4}-/

/** Throws `invalid-request` for what is no cursor of ours. */
export function readCursor(text: string): Place {
  const [at = '', stream = '', id = '', userId = ''] = Buffer.from(text, 'base64url').toString().split(' ')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !YEAR.test(at) || !/^[012]$/.test(stream) || !isUuid(id) || !isUuid(userId))
    throw strangeCursor()
  return { at: instant, stream: Number(stream), id, userId }
}
