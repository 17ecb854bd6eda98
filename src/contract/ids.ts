/** UUIDv7 (RFC 9562, 5.7), made in the program: PostgreSQL 15 has no uuidv7(), and time order keeps mass changes fast. */

let lastAsked = 0
let ahead = 0
let sequence = 0

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// Every request has an id: the operating system is asked for many at a time, and each byte serves once.
const pool = new Uint8Array(4096)
let used = pool.length
function randomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/**
 * A new id. Ids made by one process for the same millisecond keep their order, any number of them: when its 4,096
 * places are used up, the next ids borrow from the milliseconds that follow (RFC 9562, 6.2).
 */
export function newId(atMillis: number = Date.now()): string {
  const bytes = randomBytes()
  if (atMillis !== lastAsked) [lastAsked, ahead, sequence] = [atMillis, 0, ((bytes[6]! << 8) | bytes[7]!) & 0x7ff]
  else if (sequence < 0xfff) sequence += 1
  else [ahead, sequence] = [ahead + 1, 0]
  let hex = ''
  for (let place = 8; place < 16; place++) hex += HEX[bytes[place]!]
  const time = (atMillis + ahead).toString(16).padStart(12, '0')
  const variant = ((bytes[8]! & 0x3f) | 0x80).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${hex.slice(2, 4)}-${hex.slice(4)}`
}

/** The lowest id that could have been made at that instant; ids are compared by it to ask for a time. */
export const lowestIdAt = (atMillis: number): string => {
  const time = Math.max(0, atMillis).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isUuid = (text: string) => UUID.test(text)

/** The number that a path gives as the id of a site, group, role or the like; 0, which nothing has, for anything else. */
export const numericId = (text: string): number =>
  /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2147483647 ? Number(text) : 0
