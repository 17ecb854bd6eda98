/** Bytes of a file while they are written: one buffer, used again for every page. */

/** A page is handed on from so many bytes on. */
const FULL = 2 ** 16

export class Page {
  bytes = Buffer.allocUnsafeSlow(2 * FULL)
  used = 0

  get isFull(): boolean {
    return this.used >= FULL
  }

  /** Makes sure that so many bytes more have room. */
  demand(room: number): void {
    if (this.used + room <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.used + room))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }

  /** Writes some bytes, for which there is room. Most are few, and for few a loop is quicker than a call. */
  put(source: Uint8Array, from = 0, to = source.length): void {
    const { bytes } = this
    let { used } = this
    for (let at = from; at < to; at += 1) bytes[used++] = source[at]!
    this.used = used
  }

  write(text: string): void {
    // A character has three bytes at most, and those that have four are two to JavaScript.
    this.demand(text.length * 3)
    this.used += this.bytes.write(text, this.used)
  }

  /** What was written; good until more is. */
  take(): Buffer {
    const written = this.bytes.subarray(0, this.used)
    this.used = 0
    return written
  }
}
