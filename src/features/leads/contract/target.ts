import * as z from 'zod/mini'

/** Some of many: those with these ids, `most` at most, or all that a list would show when it is asked so. */
export const targetOf = <const Wanted extends z.core.$ZodLooseShape>(one: string, most: number, wanted: Wanted) =>
  z.union(
    [
      z.strictObject({
        ids: z
          .array(z.uuid())
          .check(
            z.minLength(1, `Name at least one ${one}.`),
            z.maxLength(most, `Name at most ${most} ${one}s, or describe them.`),
          ),
      }),
      z.strictObject({ matching: z.strictObject(wanted) }),
    ],
    { error: 'A target is {ids} or {matching}.' },
  )
