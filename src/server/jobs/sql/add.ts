import { sql } from 'kysely'
import type { Query } from '../../database/database.ts'

type NewJob = {
  readonly name: string
  /** JSON. */
  readonly letter: string
  readonly attempts: number | undefined
  readonly key: string | undefined
  readonly runAt: Date | undefined
  readonly queue: string | undefined
}

/** Through the one door that the program has to the queue (migration 0006). */
export async function addJob(trx: Query, { name, letter, attempts, key, runAt, queue }: NewJob): Promise<void> {
  await sql`select jobs.enqueue(${name}, ${letter}::json, ${key ?? null}, ${runAt ?? null}::timestamptz, ${queue ?? null}, ${attempts ?? null}::int)`.execute(
    trx,
  )
}
