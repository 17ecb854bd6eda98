/** Thirty days of work of the demonstration's agents: what the pages of calls, of activity and of a person's day tell. */
import type { Trx } from '../../server/database/database.ts'
import type { DemoPerson } from './people.ts'
import { house } from './house.ts'
import { insertCalls, insertCallsOfToday, insertLines, insertPastWords, type Worker } from './sql/work.ts'

const DAY = 86_400_000
/** Of calls, of signing in and out, and of what was done minute by minute: the nearer, the more is told. */
const DAYS = { calls: 30, signIns: 15, inFull: 7 } as const

const dayIn = (zone: string, at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)

export const isAgent = ({ status, role }: DemoPerson): boolean => status === 'active' && role === 'Agent'

type Hired = {
  readonly id: string
  readonly demo: DemoPerson
  readonly startedAt: Date
  readonly lastSignInAt: Date | null
}

/** From the day after the first until the one before the last sign-in; since then they are at work, or away. */
export function workerOf({ id, demo, startedAt, lastSignInAt }: Hired, until: Date): Worker[] {
  if (!isAgent(demo) || lastSignInAt === null) return []
  const zone = demo.timeZone ?? house.sites[demo.site]!.timeZone
  return [
    {
      user_id: id,
      number: Number(demo.externalId?.slice(1)),
      zone,
      queues: demo.queues.map((queue) => house.queues[queue]!),
      first: dayIn(zone, Math.max(startedAt.getTime() + DAY, until.getTime() - DAYS.calls * DAY)),
      last: dayIn(zone, lastSignInAt.getTime() - DAY),
    },
  ]
}

/** Fills the days of these agents until that moment; the words of those who are at work are there already. */
export async function work(trx: Trx, tenantId: number, workers: readonly Worker[], until: Date): Promise<void> {
  const since = (days: number) => dayIn('UTC', until.getTime() - days * DAY)
  const from = (first: string) => workers.map((one) => (first > one.first ? { ...one, first } : one))
  await insertCallsOfToday(trx, tenantId, workers)
  await insertCalls(trx, tenantId, workers)
  await insertPastWords(trx, tenantId, from(since(DAYS.inFull)))
  await insertLines(trx, tenantId, from(since(DAYS.signIns)), since(DAYS.inFull))
}
