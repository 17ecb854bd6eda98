/** Writes the file of an export, in whichever format, while its people are read. */
import type { Context } from '../../../server/context.ts'
import type { Sort } from '../../users/contract/sorts.ts'
import type { ExportFormat } from '../contract.ts'
import { listThings } from '../sql/names.ts'
import { countExported, exportedPeople, inOneState, readExported, type Source } from '../sql/people.ts'
import { headingsOf, personWriter, selectedFor, type Columns } from './cells.ts'
import { csvOf } from './csv.ts'
import { InOrder } from './in-order.ts'
import { inParts } from './parts.ts'
import { xlsxOf } from './xlsx.ts'

export type Wanted = {
  readonly format: ExportFormat
  readonly columns: Columns
  readonly source: Source
  readonly sort: Sort
  /** Beyond so many people two readings work at once; 20,000 unless told. */
  readonly many?: number
}

/** Where the file goes, part after part; `people` are those that stand in it so far. The bytes are its own until it is done with them. */
export type Sink = {
  readonly counted: (people: number) => Promise<void>
  readonly take: (part: Buffer, people: number) => Promise<void>
}

const writers = { csv: csvOf, xlsx: xlsxOf } as const

/** Gives the whole file to the sink, all of it of one state of the database; answers how many people it has. */
export async function writeExport(
  ctx: Context,
  { format, columns, source, sort, many }: Wanted,
  sink: Sink,
): Promise<number> {
  const { actor, clock } = ctx
  const ask = { actor, now: clock.now() }
  const where = exportedPeople(ask, source)
  return inOneState(ctx.db, async (trx) => {
    const things = await listThings(trx, actor.tenantId)
    const people = await countExported(trx, where)
    await sink.counted(people)
    const exported = await readExported(ctx.db, trx, { ask, where, columns: selectedFor(columns), sort, people, many })
    const rows = new InOrder(exported, sort.descending, personWriter(columns, exported.fields, things))
    // One part is packed and kept while the next is gathered.
    let kept = Promise.resolve()
    for await (const part of inParts(writers[format](headingsOf(columns), rows.batches()))) {
      await kept
      kept = sink.take(part, rows.people)
      // Whoever leaves early does not wait for its failure.
      kept.catch(() => undefined)
    }
    await kept
    return rows.people
  })
}
