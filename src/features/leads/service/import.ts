/** Leads from a file: what would come of it, and bringing it in, at once and once only (HOUSE-3). */
import { newId } from '../../../contract/ids.ts'
import { invalidAt } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { recordSetting } from '../../history/service/record.ts'
import { readTable, type Table } from '../../imports/service/read-file.ts'
import type { LeadColumn, LeadImport, LeadPreview } from '../contract/import.ts'
import type { LeadsTo } from '../contract/taking.ts'
import { matchColumns } from '../reading/columns.ts'
import { readRows, type ReadLead, type ReadRows } from '../reading/rows.ts'
import { findKnown, insertLeads, lockImports } from '../sql/import.ts'
import { linesOfMoves, tellLines } from './lines.ts'
import { demandTakers, takersOf } from './moving.ts'

const MOST_PROBLEMS = 100
const MOST_EXAMPLES = 10

export type FileAsked = {
  readonly columns?: readonly (LeadColumn | null)[] | undefined
  readonly country?: string | undefined
  readonly list?: string | null | undefined
}

type Read = ReadRows & {
  readonly table: Table
  readonly columns: readonly (LeadColumn | null)[]
  readonly twice: number
}

/** @throws unreadableFile, tooLarge, invalidRequest (columns that do not fit the file) */
async function readLeads(file: Uint8Array, { columns: given, country, list = null }: FileAsked): Promise<Read> {
  const table = await readTable(file)
  const columns = given ?? matchColumns(table.header)
  if (columns.length !== table.header.length)
    throw wrong(`The file has ${table.header.length} columns. Say for each what it is.`)
  const named = columns.filter((column) => column !== null)
  if (new Set(named).size < named.length) throw wrong('Two columns are said to be the same. Choose one of them.')
  const read = await readRows(table, { columns, country, list })
  const leads = onceEach(read.leads)
  return { ...read, table, columns, leads, twice: read.leads.length - leads.length }
}

const wrong = (message: string) => invalidAt('#/columns', 'columns', message)

/** The first of those that stand in a file twice, by the rule by which the leads that are there are known again. */
function onceEach(leads: readonly ReadLead[]): ReadLead[] {
  const ids = new Set<string>()
  const phones = new Map<string, boolean>()
  return leads.filter(({ external_id, phone }) => {
    if (external_id !== null && ids.has(external_id)) return false
    const allWithIds = phone === null ? undefined : phones.get(phone)
    if (allWithIds === false || (allWithIds === true && external_id === null)) return false
    if (external_id !== null) ids.add(external_id)
    if (phone !== null) phones.set(phone, external_id !== null)
    return true
  })
}

const foundOf = ({ table, problems, refused, twice }: Read, known: number) => ({
  rows: table.rows.length,
  known: known + twice,
  refused,
  problems: problems.slice(0, MOST_PROBLEMS),
  problemCount: problems.length,
  notes: [...table.notes],
})

/** What would come of a file; writes nothing. */
export async function previewFile({ db, actor }: Context, file: Uint8Array, asked: FileAsked): Promise<LeadPreview> {
  const read = await readLeads(file, asked)
  const known = new Set(await findKnown(db, actor.tenantId, read.leads))
  const fresh = read.leads.filter((_, place) => !known.has(place))
  return {
    header: [...read.table.header],
    columns: [...read.columns],
    wouldMake: fresh.length,
    examples: fresh.slice(0, MOST_EXAMPLES).map(({ line, name, phone, email, list, external_id: externalId }) => ({
      line,
      name,
      phone,
      email,
      list,
      externalId,
    })),
    ...foundOf(read, known.size),
  }
}

/** Makes the leads of a file that are not there yet, and deals them out in turn unless told otherwise. */
export async function importFile(
  ctx: Context,
  file: Uint8Array,
  { leadsTo, ...asked }: FileAsked & { readonly leadsTo?: LeadsTo | undefined },
): Promise<LeadImport> {
  const { actor, clock } = ctx
  await demandTakers(ctx, leadsTo)
  const read = await readLeads(file, asked)
  return transaction(ctx, async (trx) => {
    await lockImports(trx, actor.tenantId)
    const known = new Set(await findKnown(trx, actor.tenantId, read.leads))
    const now = clock.now()
    const fresh = read.leads
      .filter((_, place) => !known.has(place))
      .map((lead) => ({ ...lead, id: newId(now.getTime()) }))
    const takers = takersOf(ctx, leadsTo ?? 'round-robin')
    const shares = fresh.length > 0 ? await insertLeads(trx, { tenantId: actor.tenantId, now, takers }, fresh) : []
    const made = shares.reduce((sum, { leads }) => sum + leads, 0)
    if (made > 0) {
      await recordSetting(ctx, trx, 'import-leads', { made, leadsTo: leadsTo ?? 'round-robin' })
      await tellLines(ctx, trx, linesOfMoves(shares.map((share) => ({ from_id: null, ...share }))))
    }
    return { made, ...foundOf(read, known.size + fresh.length - made) }
  })
}
