/**
 * The rows of a statement as the bytes in which PostgreSQL sends them (its documentation, "Message Formats": DataRow): for files of a
 * million people, none of whom is to become an object of strings on the way. Kysely reads by it as its `cursor`.
 *
 * All rows are asked for at once, since PostgreSQL shares the work of no portal that waits among its processes. What is not
 * read yet stays in the socket, and PostgreSQL waits with it: no number of rows fills the memory of anybody.
 */
import type { Duplex } from 'node:stream'
import type { PostgresCursor } from 'kysely'
import pg from 'pg'

const BYTEA = '\\x'
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) =>
  Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(code))),
)
const [DATA_ROW, ZERO] = ['D'.charCodeAt(0), '0'.charCodeAt(0)] as const
/** Bytes of a message before what it holds: its kind and its length. */
const HEAD = 5
/** Parsed, bound, described; and what comes unasked between rows: a notice, a setting, a notification. */
const AROUND = new Set([...'12TnNSA'].map((code) => code.charCodeAt(0)))
/** By messages of its own for text and values, also where there are no values. */
const EXTENDED = { queryMode: 'extended' }
const NOTHING = Buffer.alloc(0)
/** Room for what the socket hands over at once (64 KiB) and the beginning of a message before it. */
const ROOM = 2 ** 17
const ignore = () => undefined

/** A length or a number as it is sent. */
const integer = (bytes: Buffer, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

/**
 * Reads one statement on the connection that it is submitted to; each reading answers some whole rows, for a `RowReader`, and they
 * are good until the next one: they stand in one buffer, used again and again.
 */
export class RawRows implements PostgresCursor<Buffer>, pg.Submittable {
  readonly #query: pg.Query
  readonly #end = Promise.withResolvers<undefined>()
  #socket: Duplex | undefined
  /** The driver's own way of reading, while it is put aside. */
  #parse: ((bytes: Buffer) => void) | undefined
  #bytes: Buffer = Buffer.allocUnsafeSlow(ROOM)
  /** Of them: a message that has only begun. */
  #begun: Buffer = NOTHING
  #wake: () => void = ignore

  constructor(text: string, values: unknown[]) {
    this.#query = new pg.Query({ ...EXTENDED, text, values })
    this.#query.on('error', (error) => this.handleError(error))
    this.#end.promise.catch(ignore)
  }

  submit = (connection: pg.Connection): void => {
    this.#query.submit(connection)
    this.#socket = connection.stream
    this.#parse = this.#socket.listeners('data')[0] as (bytes: Buffer) => void
    this.#socket.off('data', this.#parse)
    this.#socket.pause()
    this.#socket.on('readable', this.#onReadable)
  }

  get #isReading(): boolean {
    return this.#parse !== undefined
  }

  async read(): Promise<Buffer[]> {
    while (this.#isReading) {
      const bytes = this.#socket!.read() as Buffer | null
      const rows = bytes && this.#take(bytes)
      if (rows && rows.length > 0) return [rows]
      if (!bytes && this.#isReading) await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    await this.#end.promise
    return []
  }

  /** Whoever leaves early reads past what is left, as the next statement of the connection comes behind it. */
  async close(): Promise<void> {
    const rest = async () => {
      while ((await this.read()).length > 0);
    }
    await rest().catch(ignore)
  }

  handleError(error: Error): void {
    this.#end.reject(error)
    this.#giveBack(NOTHING)
  }
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#end.resolve(undefined)
  }

  #onReadable = () => this.#wake()

  /** Whole messages up to the last row among these; what follows the rows is the driver's. */
  #take(bytes: Buffer): Buffer {
    const all = this.#gather(bytes)
    let at = 0
    while (at < all.length) {
      if (all[at] !== DATA_ROW && !AROUND.has(all[at]!)) {
        // The driver keeps what it is given.
        this.#giveBack(Buffer.from(all.subarray(at)))
        return all.subarray(0, at)
      }
      const next = at + HEAD > all.length ? Infinity : at + 1 + integer(all, at + 1)
      if (next > all.length) break
      at = next
    }
    this.#begun = all.subarray(at)
    return all.subarray(0, at)
  }

  /** The message that has begun and these bytes behind it, at the front of the one buffer. */
  #gather(bytes: Buffer): Buffer {
    const begun = this.#begun.length
    const length = begun + bytes.length
    const before = this.#bytes
    const room = length <= before.length ? before : Buffer.allocUnsafeSlow(2 * length)
    room.set(this.#begun)
    room.set(bytes, begun)
    this.#bytes = room
    letGo(bytes)
    if (room !== before) letGo(before)
    return room.subarray(0, length)
  }

  #giveBack(bytes: Buffer): void {
    const [socket, parse] = [this.#socket, this.#parse]
    if (!socket || !parse) return
    this.#parse = undefined
    socket.off('readable', this.#onReadable)
    socket.on('data', parse)
    if (bytes.length > 0) parse(bytes)
    // Only once the stream has seen that nobody reads it by hand any more.
    process.nextTick(() => socket.resume())
    this.#wake()
  }
}

/**
 * Gives the memory of bytes back at once, where it is theirs alone. Hardly anything else is thrown away meanwhile, so that their
 * collection would wait for sixty megabytes of them.
 */
function letGo(bytes: Buffer): void {
  const memory = bytes.buffer as ArrayBuffer
  if (memory.byteLength === bytes.length) memory.transfer(0)
}

/** Goes through rows that were sent, one after another: where each field of a row begins and ends. A null is an empty text. */
export class RowReader {
  bytes: Buffer = NOTHING
  readonly from: Int32Array
  readonly to: Int32Array
  #at = 0

  /** @param fields how many a row has. */
  constructor(fields: number) {
    this.from = new Int32Array(fields)
    this.to = new Int32Array(fields)
  }

  over(bytes: Buffer): void {
    this.bytes = bytes
    this.#at = 0
  }

  /** Moves to the next row, if there is one. */
  next(): boolean {
    const { bytes, from, to } = this
    for (;;) {
      if (this.#at >= bytes.length) return false
      const begins = this.#at
      this.#at = begins + 1 + integer(bytes, begins + 1)
      if (bytes[begins] !== DATA_ROW) continue
      // Behind the head, the number of fields has two bytes.
      let at = begins + HEAD + 2
      for (let field = 0; field < from.length; field += 1) {
        const length = integer(bytes, at)
        at += 4
        from[field] = at
        if (length > 0) at += length
        to[field] = at
      }
      return true
    }
  }

  isNull(field: number): boolean {
    return integer(this.bytes, this.from[field]! - 4) < 0
  }

  /** Of digits alone; 0 where there is none. */
  number(field: number): number {
    let number = 0
    const to = this.to[field]!
    for (let at = this.from[field]!; at < to; at += 1) number = number * 10 + this.bytes[at]! - ZERO
    return number
  }

  text(field: number): string {
    return this.bytes.toString('utf8', this.from[field], this.to[field])
  }

  /** Of a bytea, which is sent as `\\x` and two digits for each byte. */
  bytea(field: number): Buffer {
    const { bytes } = this
    const first = this.from[field]! + BYTEA.length
    const made = Buffer.allocUnsafeSlow((this.to[field]! - first) >> 1)
    for (let at = 0, digit = first; at < made.length; at += 1, digit += 2)
      made[at] = (DIGITS[bytes[digit]!]! << 4) | DIGITS[bytes[digit + 1]!]!
    return made
  }
}
