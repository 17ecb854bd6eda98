/** Leads from a file: looked at first, then brought in; rows that are there already change nothing (HOUSE-3). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { unreadableFile } from '../../imports/contract.ts'
import { leadFields, nobodyTakesLeads } from '../contract.ts'
import { leadsTo } from './taking.ts'

/** What a column may be; `firstName` and `lastName` make a name together. */
export const leadColumns = ['name', 'firstName', 'lastName', 'phone', 'email', 'list', 'externalId'] as const
export type LeadColumn = (typeof leadColumns)[number]
export const columnLabels: Readonly<Record<LeadColumn, string>> = {
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  phone: 'Phone',
  email: 'E-mail',
  list: 'List',
  externalId: 'External id',
}

const counted = z.int().check(z.nonnegative())
const file = {
  /** The file, as text or in base64 (RFC 4648, section 4). */
  text: z.optional(z.string()),
  base64: z.optional(z.base64()),
  /** What each column is, in the order of the file, null for none; told by its heading where nothing is said. */
  columns: z.optional(z.array(z.nullable(z.enum(leadColumns))).check(z.maxLength(500))),
  /** Where numbers without + are dialled from (ISO 3166-1 alpha-2). */
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'A country is its code, like LV.'))),
  /** The list of rows that name none. */
  list: z.optional(leadFields.list),
} as const
const oneFile = (body: { text?: string | undefined; base64?: string | undefined }) =>
  (body.text === undefined) !== (body.base64 === undefined)
const ONE_FILE = { error: 'Send the file as text or base64, and not as both.', path: ['text'] }

/** A fault of one row; `column` is its heading, empty where it is no single column's. */
export const leadProblem = z.object({ line: z.int(), column: z.string(), message: z.string() })
export type LeadProblem = z.output<typeof leadProblem>

const found = {
  rows: counted,
  /** There already, or twice in the file: nothing is changed of them. */
  known: counted,
  refused: counted,
  /** The first 100 of them. */
  problems: z.array(leadProblem),
  problemCount: counted,
  /** How the file was read, where somebody should know. */
  notes: z.array(z.string()),
} as const

export const leadPreview = z.object({
  header: z.array(z.string()),
  columns: z.array(z.nullable(z.enum(leadColumns))),
  wouldMake: counted,
  /** The first leads that would be made. */
  examples: z.array(
    z.object({
      line: z.int(),
      name: z.string(),
      phone: z.nullable(z.string()),
      email: z.nullable(z.string()),
      list: z.nullable(z.string()),
      externalId: z.nullable(z.string()),
    }),
  ),
  ...found,
})
export type LeadPreview = z.output<typeof leadPreview>
export const leadImport = z.object({ made: counted, ...found })
export type LeadImport = z.output<typeof leadImport>

/** Writes nothing. */
export const previewLeads = endpoint({
  method: 'POST',
  path: '/leads/import/preview',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Look at a file of leads',
  bodyLimit: 70_000_000,
  body: z.strictObject(file).check(z.refine(oneFile, ONE_FILE)),
  answers: { 200: leadPreview },
  problems: [unreadableFile],
})
/** A row needs a phone or an external id, by which it is known again; rows with faults are left out and named. */
export const importLeads = endpoint({
  method: 'POST',
  path: '/leads/import',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Make leads of a file',
  bodyLimit: 70_000_000,
  body: z.strictObject({ ...file, leadsTo: z.optional(leadsTo) }).check(z.refine(oneFile, ONE_FILE)),
  answers: { 200: leadImport },
  problems: [unreadableFile, nobodyTakesLeads],
})
