/**
 * An import is a draft that is kept: read from a file, checked in full, mended, planned, and run as any other plan
 * (BULK-6). Nobody is made or changed until the plan runs. Only who brought the file sees it, for a day after it was last touched.
 */
import * as z from 'zod/mini'
import { endpoint } from '#src/contract/endpoint.ts'
import { afterOf, limitUpTo } from '#src/contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '#src/contract/problem.ts'
import { holdsMore, refused } from '../../changes/contract.ts'
import { plan } from '../../changes/contract/plans.ts'
import { columnTarget, importOptions, importWarning, namedFields, unknownColumns, unreadableFile } from '../contract.ts'

/** So many rows at most has a file, and so many bytes. */
export const MOST_ROWS = 100_000
/** A draft holds at most so many warnings, and so many different problems; the counts are of all. */
export const MOST_TOLD = 200
/** At most so many rows are mended in one request. */
export const MOST_MENDED = 1000

const counted = z.int().check(z.nonnegative())

export const importRan = problem(
  'import-ran',
  409,
  'This import has been run',
  'Its job says what came of each row. Bring the file again to change more.',
)
export const rowsRefused = problem(
  'rows-refused',
  409,
  'Rows of this file have problems',
  'It is to be all or nothing: mend those rows, leave them out, or let the good rows go in alone.',
)

/** A column of the file, counted from 1, and what it feeds. */
export const draftColumn = z.object({
  column: z.int(),
  heading: z.string(),
  /** `read`, or why it is not: `secret`, `twice`, `unknown`, `ignored`, `left`. */
  fate: z.string(),
  fields: z.array(z.string()),
  /** What an unknown heading may mean. */
  suggestion: z.nullable(columnTarget),
  samples: z.array(z.string()),
})

/** A name of the file that no group has, or no site of yours; `near` is the one that it may mean. */
export const unknownGroup = z.object({
  field: z.enum(namedFields),
  name: z.string(),
  rows: counted,
  near: z.nullable(z.object({ id: z.int(), name: z.string() })),
})

/** What is wrong with how many rows: the same problem of the same column. */
export const commonProblem = z.object({
  column: z.string(),
  field: z.string(),
  code: z.string(),
  /** As the first of these rows has it. */
  message: z.string(),
  rows: counted,
})

export const draftCounts = z.object({
  /** Rows of the file; the sum of the others. */
  rows: counted,
  create: counted,
  change: counted,
  /** Rows of people who are so already. */
  same: counted,
  refused: counted,
  /** By the person, or since they are nobody (service accounts). */
  leftOut: counted,
})
export type DraftCounts = z.output<typeof draftCounts>

export const draft = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Goes up with each check. */
  version: z.int(),
  madeAt: z.iso.datetime(),
  /** Then it is forgotten, unless it is touched before. */
  keptUntil: z.iso.datetime(),
  format: z.object({ name: z.string(), label: z.string() }),
  columns: z.array(draftColumn),
  options: importOptions,
  counts: draftCounts,
  problems: z.array(commonProblem),
  warnings: z.array(importWarning),
  warningCount: counted,
  groups: z.array(unknownGroup),
  /** The plan that was made of this version, or the job that ran. */
  plan: z.nullable(z.object({ id: z.uuid(), state: z.string() })),
})
export type Draft = z.output<typeof draft>

export const rowOutcomes = ['create', 'change', 'same', 'refused'] as const
export const draftRow = z.object({
  line: z.int(),
  /** As many as the file has columns; those of secrets are blank. */
  cells: z.array(z.string()),
  leftOut: z.boolean(),
  /** Null of a row that is left out. */
  outcome: z.nullable(z.enum(rowOutcomes)),
  name: z.nullable(z.string()),
  /** `column` is null where the fault is no single cell's. */
  problems: z.array(
    z.object({
      column: z.nullable(z.int()),
      heading: z.string(),
      field: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
})
export type DraftRow = z.output<typeof draftRow>

const summary = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int(),
  madeAt: z.iso.datetime(),
  keptUntil: z.iso.datetime(),
  rows: counted,
  plan: z.nullable(z.object({ id: z.uuid(), state: z.string() })),
})
export type DraftSummary = z.output<typeof summary>

/**
 * Reads a file and checks every row; changes nobody. The file comes as `text`, or as `base64` of its bytes when it is no
 * text in UTF-8. Columns are matched as the same person matched them last for the same header.
 */
export const createImport = endpoint({
  method: 'POST',
  path: '/imports',
  permission: 'users.create',
  summary: 'Read and check a file of users (at most 100,000 rows, 50 MB)',
  bodyLimit: 70_000_000,
  body: z
    .strictObject({
      ...importOptions.shape,
      /** What the file is called. */
      name: z.optional(z.string().check(z.maxLength(200))),
      text: z.optional(z.string()),
      base64: z.optional(z.base64('The file must be base64.')),
    })
    .check(
      z.refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
        error: 'Send the file as text or as base64: one of the two.',
        path: ['text'],
      }),
    ),
  answers: { 201: draft },
  problems: [unreadableFile, unknownColumns, holdsMore, refused],
})

export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  permission: 'users.create',
  summary: 'List your imports, newest first',
  answers: { 200: z.object({ items: z.array(summary) }) },
})

export const readImport = endpoint({
  method: 'GET',
  path: '/imports/{id}',
  permission: 'users.create',
  summary: 'Read an import: its columns, options, counts and problems',
  ifMatch: true,
  answers: { 200: draft },
})

/** Changes what is named and leaves the rest; null takes an option back. Every row is checked again. */
export const editImport = endpoint({
  method: 'PATCH',
  path: '/imports/{id}',
  permission: 'users.create',
  summary: 'Change the columns and options of an import',
  ifMatch: true,
  body: z.strictObject(
    Object.fromEntries(
      Object.entries(importOptions.shape).map(([name, schema]) => [name, z.optional(z.nullable(schema))]),
    ) as {
      [N in keyof typeof importOptions.shape]: z.ZodMiniOptional<z.ZodMiniNullable<(typeof importOptions.shape)[N]>>
    },
  ),
  answers: { 200: draft },
  problems: [importRan, unknownColumns, holdsMore, refused, preconditionRequired, changedMeanwhile],
})

export const deleteImport = endpoint({
  method: 'DELETE',
  path: '/imports/{id}',
  permission: 'users.create',
  summary: 'Forget an import and its rows; what its job did stays',
  ifMatch: true,
  answers: { 200: z.object({}) },
  problems: [importRan, preconditionRequired, changedMeanwhile],
})

/** One of the `problems` of a draft, by its `field` and `code`, both. */
const ofProblem = {
  field: z.optional(z.string().check(z.maxLength(100))),
  code: z.optional(z.string().check(z.maxLength(60))),
}

export const listImportRows = endpoint({
  method: 'GET',
  path: '/imports/{id}/rows',
  permission: 'users.create',
  summary: 'List the rows of an import',
  query: z.strictObject({
    only: z.optional(z.enum(['problems', 'left-out'])),
    ...ofProblem,
    limit: limitUpTo(100),
    after: afterOf(/^\d{1,9}$/),
  }),
  answers: { 200: z.object({ items: z.array(draftRow), next: z.nullable(z.string()) }) },
})

/**
 * Mends cells, by the numbers of their columns, and leaves rows out or takes them in again; checks once more. If-Match names the version
 * of the import.
 */
export const editImportRows = endpoint({
  method: 'PATCH',
  path: '/imports/{id}/rows',
  permission: 'users.create',
  summary: 'Mend rows of an import',
  ifMatch: true,
  body: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          line: z.int().check(z.positive()),
          cells: z.optional(
            z.record(
              z.string().check(z.regex(/^[1-9][0-9]{0,2}$/, 'A column is told by its number, counted from 1.')),
              z.string().check(z.maxLength(65_536, 'At most 65,536 characters.')),
            ),
          ),
          leftOut: z.optional(z.boolean()),
        }),
      )
      .check(z.minLength(1, 'Name a row.'), z.maxLength(MOST_MENDED, `At most ${MOST_MENDED} rows at once.`)),
  }),
  answers: { 200: z.object({ draft, rows: z.array(draftRow) }) },
  problems: [importRan, holdsMore, refused, preconditionRequired, changedMeanwhile],
})

/** The rows with problems, in the columns of the file and one more with the reasons; CSV (RFC 4180) in UTF-8, no cell a formula. */
export const downloadImportProblems = endpoint({
  method: 'GET',
  path: '/imports/{id}/problems.csv',
  permission: 'users.create',
  summary: 'Download the rows with problems',
  query: z.strictObject(ofProblem),
  answers: { 200: z.string() },
})

/** Checks once more and plans the good rows, to be run as any other plan. */
export const planImport = endpoint({
  method: 'POST',
  path: '/imports/{id}/plan',
  permission: 'users.create',
  summary: 'Plan an import',
  answers: { 201: plan },
  problems: [importRan, rowsRefused, refused, holdsMore],
})
