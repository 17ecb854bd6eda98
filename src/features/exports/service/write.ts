/** Writes the file of an export, in whichever format, while its people are read. */
import type { Context } from '../../../server/context.ts'
import type { Sort } from '../../users/contract/sorts.ts'
import type { ExportFormat } from '../contract.ts'
import { listThings } from '../sql/names.ts'
import { countExported, exportedPeople, inOneState, readExported, type RawPerson, type Source } from '../sql/people.ts'
import { cellsReader, headingsOf, selectedFor, type Columns } from './cells.ts'
import { csvOf, type Rows } from './csv.ts'
import { inParts } from './parts.ts'
import { xlsxOf } from './xlsx.ts'

export type Wanted = {
  readonly format: ExportFormat
  readonly columns: Columns
  readonly source: Source
  readonly sort: Sort
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
  { format, columns, source, sort }: Wanted,
  sink: Sink,
): Promise<number> {
  const { actor, clock } = ctx
  const ask = { actor, now: clock.now() }
  const where = exportedPeople(ask, source)
  return inOneState(ctx.db, async (trx) => {
    const things = await listThings(trx, actor.tenantId)
    const people = await countExported(trx, where)
    await sink.counted(people)
    const read = readExported(trx, { ask, where, columns: selectedFor(columns), sort, people })
    const progress = { people: 0 }
    const rows = asCells(read, cellsReader(columns, things), progress)
    // One part is packed and kept while the next is gathered.
    let kept = Promise.resolve()
    for await (const part of inParts(writers[format](headingsOf(columns), rows))) {
      await kept
      kept = sink.take(part, progress.people)
      // Whoever leaves early does not wait for its failure.
      kept.catch(() => undefined)
    }
    await kept
    return progress.people
  })
}

async function* asCells(
  read: AsyncIterable<readonly RawPerson[]>,
  cellsOf: (row: RawPerson) => string[],
  progress: { people: number },
): Rows {
  for await (const some of read) {
    yield some.map(cellsOf)
    progress.people += some.length
  }
}
