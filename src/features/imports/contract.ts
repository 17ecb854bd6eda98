/** Bulk create and update from files (BULK-6): how a file is read, and what may be wrong with it. The endpoints are in `contract/`. */
import * as z from 'zod/mini'
import { problem } from '#src/contract/problem.ts'
import { fieldNames, groupFieldNames, type FieldName, type GroupField } from '../users/fields/catalogue.ts'
import { id } from '../users/fields/schemas.ts'

export const unreadableFile = problem(
  'unreadable-file',
  422,
  'That file cannot be read as a list of people',
  'Save the list as CSV in UTF-8 and send it again; the answer says what was met and where. Nothing was written.',
)

export const unknownColumns = problem(
  'unknown-columns',
  422,
  'The columns of that file are not known',
  'Give the first row our own field names, such as username, email, firstName and lastName, or name the format. Nothing was written.',
)

/** What an e-mail template may hold between braces. */
export const emailParts = ['username', 'firstName', 'lastName', 'extension', 'externalId'] as const
export type EmailPart = (typeof emailParts)[number]

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i

function isTemplate(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  const parts = [...local.matchAll(/\{([^}]*)\}/g)].map(([, part]) => part)
  const rest = local.replace(/\{[^}]*\}/g, '')
  return (
    more.length === 0 &&
    DOMAIN.test(domain) &&
    parts.length > 0 &&
    parts.every((part) => emailParts.some((known) => known === part)) &&
    /^[\w.+-]*$/.test(rest)
  )
}

/** Never taken from a file: secrets, and what only a superuser gives. The fields of a tenant's own have a column each. */
const notFromFiles = ['superuser', 'sipPassword', 'caldavSecret', 'custom'] as const satisfies FieldName[]
type NotFromFiles = (typeof notFromFiles)[number]

/** What a column may be matched to in any tenant: a field, or `wholeName`, of which first and last name are made. */
export const columnTargets = [
  'wholeName',
  ...fieldNames.filter((name): name is Exclude<FieldName, NotFromFiles> => !notFromFiles.some((not) => not === name)),
] as const
/** A field of the tenant's own, by its key. */
export type CustomTarget = `custom.${string}`
export type ColumnTarget = (typeof columnTargets)[number] | CustomTarget
/** A field as files know it. */
export type FileField = FieldName | CustomTarget

const customTarget = z.templateLiteral(['custom.', z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/))])
export const columnTarget = z.union(
  [z.enum(columnTargets), customTarget],
  `A column feeds one of ${columnTargets.join(', ')}, custom.<key>, or null.`,
)

/** How a file is to be read. All of it may be left out. */
export const readingOptions = z.strictObject({
  /** The name of a format; recognised from the header unless given. */
  format: z.optional(z.string()),
  /** The e-mail of a row that has none, like `{username}@example.com`. */
  emailFrom: z.optional(
    z.string().check(
      z.refine(isTemplate, {
        error: `Write how e-mails are made like {username}@example.com; between braces may stand ${emailParts.join(', ')}.`,
      }),
    ),
  ),
  /** What stands in for a template's “<<<enter your domain name>>>”. */
  domain: z.optional(
    z.string().check(z.refine((text) => DOMAIN.test(text), { error: 'Write the domain like example.com.' })),
  ),
  /** Where telephone numbers without + are dialled from, ISO 3166-1 alpha-2. */
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'Write the country as two capital letters, like LV.'))),
  /** The name of the PBX that extensions of the file belong to. */
  pbx: z.optional(z.string()),
  /**
   * What columns feed, whatever their format says, by their number counted from 1: the name of a field, `custom.<key>`
   * for one of the tenant's own, or null for a column that is not to be read. A column of secrets can be matched to nothing.
   */
  columns: z.optional(
    z.record(
      z.string().check(z.regex(/^[1-9][0-9]{0,2}$/, 'A column is told by its number, counted from 1.')),
      z.nullable(columnTarget),
    ),
  ),
})
export type ReadingOptions = z.output<typeof readingOptions>

/** A role, or a site, by its id or its name; case and accents make no difference to a name. */
const idOrName = z.union([z.int(), z.string().check(z.maxLength(200))], 'Give an id or a name.')

/** By what a row is told to be somebody who is there. Never by name: two people may share one. */
export const importKeys = ['externalId', 'username', 'email', 'extension'] as const
export type ImportKey = (typeof importKeys)[number]
export const importModes = ['create', 'update', 'both'] as const

/** What a file names and what may be there under another name: groups of every kind, and sites. */
export const namedFields = ['site', ...groupFieldNames] as ['site', ...GroupField[]]

/** That a name of the file means a group or a site that is there. */
const groupName = z.strictObject({
  field: z.enum(namedFields),
  name: z.string().check(z.maxLength(200)),
  as: id,
})

/** How a file is read, and what becomes of its people. */
export const importOptions = z.strictObject({
  ...readingOptions.shape,
  /** Whether rows become new users, change those who are there, or both. New users unless told. */
  mode: z.optional(z.enum(importModes, 'The mode is create, update or both.')),
  /** What a row has in common with the user whom it means; needed to change anybody. */
  key: z.optional(z.enum(importKeys, `The key is ${importKeys.join(', ')}.`)),
  /** What an empty cell means for somebody who is there: the field is left as it is (unless told), or emptied. */
  blank: z.optional(z.enum(['leave', 'clear'], 'An empty cell may leave or clear.')),
  /** Whether groups and roles of a row come to those that somebody has (unless told), or in their place. */
  lists: z.optional(z.enum(['add', 'replace'], 'Lists may add or replace.')),
  /**
   * Where new users go whose row names no site that is known here. The only site of the tenant unless told. Where rows may mean people
   * who are there, too, these stay at their site for such a row.
   */
  site: z.optional(idOrName),
  /** What new users are whose row names no role. */
  roles: z.optional(z.array(idOrName).check(z.maxLength(50, 'At most 50 roles.'))),
  /** Makes the desks, tags and other groups that the file names and that are not there yet. */
  createGroups: z.optional(z.boolean()),
  /** Names of the file that mean a group or a site of another name. */
  groups: z.optional(z.array(groupName).check(z.maxLength(1000, 'At most 1,000 names of groups and sites.'))),
  /** Changes nobody when a single row is refused. */
  allOrNothing: z.optional(z.boolean()),
})
export type ImportOptions = z.output<typeof importOptions>

/** What is wrong with one cell: the line of the file, counted from 1, and the heading as the file has it. */
export const rowProblem = z.object({
  line: z.int(),
  column: z.string(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
})
export type RowProblem = z.output<typeof rowProblem>

/** What the person should know though nobody is refused for it; `line` is null where it is about the whole file. */
export const importWarning = z.object({ line: z.nullable(z.int()), code: z.string(), message: z.string() })
export type ImportWarning = z.output<typeof importWarning>

/** The report of a file holds at most so many problems, and so many warnings; the counts are of all. */
export const mostTold = 10_000

/** What became of a file that was imported in one go. */
export type ImportReport = {
  readonly format: { readonly name: string; readonly label: string }
  /** Rows of the file below its header. */
  readonly rows: number
  readonly made: number
  readonly changed: number
  /** Rows of users who are so already. */
  readonly same: number
  /** Rows with a problem. */
  readonly refused: number
  /** What a run would do; only of a dry run. */
  readonly wouldMake?: number
  readonly wouldChange?: number
  readonly problems: readonly RowProblem[]
  readonly problemCount: number
  readonly warnings: readonly ImportWarning[]
  readonly warningCount: number
  /** The change set, and job, under which the history has everybody; null when nobody was made or changed. */
  readonly changeSet: string | null
}
