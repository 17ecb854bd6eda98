/** Importing as an action of the engine: planned from a draft alone, and by no other door. */
import * as z from 'zod/mini'
import type { ActionContract } from '../../changes/contract.ts'

/** Which draft, as it was checked last, and what it would do to how many. */
export const importParams = z.strictObject({
  import: z.uuid(),
  number: z.int(),
  version: z.int(),
  lists: z.enum(['add', 'replace']),
  allOrNothing: z.boolean(),
  create: z.int(),
  change: z.int(),
})
export type ImportParams = z.output<typeof importParams>

export const importAction = {
  name: 'import',
  permission: 'users.create',
  label: 'Import',
  params: importParams,
} as const satisfies ActionContract
