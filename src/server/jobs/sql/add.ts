import { sql } from 'kysely'
import type { Query } from '../../database/database.ts'

type NewJobs = {
  readonly name: string
  /** JSON, one for each job. */
  readonly letters: readonly string[]
  /** As many. */
  readonly keys: readonly (string | null)[]
  readonly attempts: number | undefined
  readonly runAt: Date | undefined
  readonly queue: string | undefined
}

/** Through the one door that the program has to the queue (migration 0006). */
export async function addJobs(trx: Query, { name, letters, keys, attempts, runAt, queue }: NewJobs): Promise<void> {
  await sql`
    select jobs.enqueue(${name}, letter::json, key, ${runAt ?? null}::timestamptz, ${queue ?? null}, ${attempts ?? null}::int)
    from unnest(${letters}::text[], ${keys}::text[]) as one (letter, key)`.execute(trx)
}
