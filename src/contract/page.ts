/**
 * Reading a long list page by page (keyset paging): `limit` says how many a page holds, `after` is `next` of the answer before, and
 * `next` is null at the end. What stands in a cursor is the list's own affair.
 */
import * as z from 'zod/mini'
import { invalidAt } from './problem.ts'

const upTo = { 100: /^([1-9]\d?|100)$/, 200: /^([1-9]\d?|1\d\d|200)$/, 1000: /^([1-9]\d{0,2}|1000)$/ } as const

/** How many at most, from 1; as text, since a query holds nothing else. */
export const limitUpTo = (most: keyof typeof upTo) =>
  z.optional(z.string().check(z.regex(upTo[most], `limit is a whole number from 1 to ${most}.`)))

const notOurs = 'That cursor is not one of ours. Take `next` of an earlier answer.'

/** A cursor that is the id of the last one. */
export const afterId = z.optional(z.uuid(notOurs))

/** A cursor of another shape: mostly what the list is ordered by, a dot, and the id of the last one. */
export const afterOf = (shape: RegExp) => z.optional(z.string().check(z.regex(shape, notOurs)))

/** For a cursor that has the shape and is none all the same; to be thrown. */
export const strangeCursor = () => invalidAt('query:after', 'cursor', notOurs)
