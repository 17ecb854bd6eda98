/** Exports of the user list (BULK-7): asked for, written in the background, mailed as a link, and kept for seven days. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { target } from '../changes/contract/plans.ts'
import { email } from '../users/fields/schemas.ts'

export const exportFormats = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]
export const exportStates = ['waiting', 'running', 'ready', 'failed', 'expired'] as const

/** For so long a file is kept, and its link works. */
export const KEPT_DAYS = 7
/** So many exports of one person at most are under way or kept. */
export const MOST_KEPT = 20
/** No file is larger; in bytes. */
export const MOST_BYTES = 2 ** 30
/** Up to so many people the console offers to wait for the file. */
export const MOST_AT_ONCE = 5000

export const exportView = z.object({
  id: z.uuid(),
  /** Always 1: nobody changes what was asked for, and how far it is changes by itself. */
  version: z.int(),
  state: z.enum(exportStates),
  format: z.enum(exportFormats),
  /** Names of columns, in their order. */
  columns: z.array(z.string()),
  by: z.object({ kind: z.enum(['user', 'key', 'system']), id: z.string(), name: z.string() }),
  madeAt: z.iso.datetime(),
  endedAt: z.nullable(z.iso.datetime()),
  /** When the file goes; null until there is one. */
  expiresAt: z.nullable(z.iso.datetime()),
  /** `of` is null until the people are counted. */
  people: z.object({ done: z.int(), of: z.nullable(z.int()) }),
  /** Of the file, in bytes, so far. */
  size: z.int(),
  fileName: z.string(),
  emailTo: z.nullable(z.string()),
  /** Why it failed, and how to mend it. */
  fault: z.nullable(z.string()),
})
export type ExportView = z.output<typeof exportView>

export const tooManyExports = problem(
  'too-many-exports',
  409,
  'You keep too many exports',
  `At most ${MOST_KEPT} exports of one person are under way or kept. Delete one that is not needed any more.`,
)
export const exportNotReady = problem(
  'export-not-ready',
  409,
  'This export has no file yet',
  'Wait until its state is ready. The member `state` says how it stands; a failed one is asked for anew.',
)
export const exportExpired = problem(
  'export-expired',
  410,
  'This file is gone',
  `A file is kept for ${KEPT_DAYS} days, and goes at once when somebody in it is erased. Export the users again.`,
)

export const newExport = z.strictObject({
  format: z.enum(exportFormats, 'The format is xlsx or csv.'),
  /** Names of columns (docs/exports.md), `custom.<key>` for a field of the tenant's own. */
  columns: z.array(z.string().check(z.maxLength(60)), 'Columns must be a list of names.').check(
    z.minLength(1, 'Choose at least one column.'),
    z.maxLength(200, 'At most 200 columns.'),
    z.refine((names) => new Set(names).size === names.length, { error: 'A column stands there twice.' }),
  ),
  target,
  /** As the list sorts: `name`, `-created`; by name unless told. */
  sort: z.optional(z.string().check(z.maxLength(40))),
  /** Sends a link there when the file is ready. */
  emailTo: z.optional(email),
})
export type NewExport = z.output<typeof newExport>

/** Only people whom the one who asks may see and export; asked again when the file is written. */
export const createExport = endpoint({
  method: 'POST',
  path: '/exports',
  permission: 'users.export',
  summary: 'Export users to a file, in the background',
  body: newExport,
  answers: { 202: exportView },
  problems: [tooManyExports],
})
/** One's own, the newest first, and those mailed to one's own address. */
export const listExports = endpoint({
  method: 'GET',
  path: '/exports',
  permission: 'users.export',
  summary: 'List exports',
  query: z.strictObject({
    limit: limitUpTo(100),
    after: afterId,
  }),
  answers: { 200: z.object({ items: z.array(exportView), next: z.nullable(z.string()) }) },
})
/** Seen by whoever asked for it, and by the user whose e-mail it was mailed to. */
export const readExport = endpoint({
  method: 'GET',
  path: '/exports/{id}',
  permission: 'users.export',
  summary: 'Read an export: how far it is, and until when its file is kept',
  ifMatch: true,
  answers: { 200: exportView },
})
export const downloadExport = endpoint({
  method: 'GET',
  path: '/exports/{id}/file',
  permission: 'users.export',
  summary: 'Download the file of an export',
  answers: { 200: z.string() },
  problems: [exportNotReady, exportExpired],
})
/** Stops it where it is under way; the file is gone at once. Only whoever asked for it may. */
export const deleteExport = endpoint({
  method: 'DELETE',
  path: '/exports/{id}',
  permission: 'users.export',
  summary: 'Delete an export and its file',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [preconditionRequired, changedMeanwhile],
})
