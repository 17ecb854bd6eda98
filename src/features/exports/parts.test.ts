/** Pieces of a file in two buffers by turns: nothing is lost, changed or overwritten while it is still being kept. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '#test/chance.ts'
import { gathered } from './service/parts.ts'

async function* each<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things
}

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
)

test('whatever comes is there in its order, though each part is kept while the next is gathered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (pieces, size) => {
      const kept: Buffer[] = []
      let last: Buffer | undefined
      for await (const part of gathered(each(pieces), size)) {
        // The one before may be read until now.
        if (last) kept.push(Buffer.from(last))
        last = part
      }
      if (last) kept.push(Buffer.from(last))
      const whole = Buffer.concat(pieces.map((one) => Buffer.from(one as string)))
      expect(Buffer.concat(kept).equals(whole)).toBe(true)
    }),
  )
})
