/** What is kept aside belongs to nobody yet, so it is for those who send calls for the whole tenant. */
import { invalidAt } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { recordSetting } from '../../history/service/record.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import type { AsideAgent, AsideGroup, AsideRecord } from '../contract/aside.ts'
import { causes, type CallRecord, type Cause } from '../contract/records.ts'
import { findAgent, putAlias } from '../sql/agents.ts'
import { deleteAside, deleteGroup, groupAside, listAsideRows, type Group } from '../sql/aside.ts'
import { takeCalls } from './take.ts'

const MOST_GROUPS = 200
const PAGE = 50
const BATCH = 2000

/** Why records are aside and how many for each reason, and how many in all. */
export async function listGroups({ db, actor }: Context): Promise<{ items: AsideGroup[]; total: number }> {
  demandWholeTenant(actor, 'activity.send')
  const { groups, total } = await groupAside(db, actor.tenantId, MOST_GROUPS)
  const items = groups.map(({ cause, agent_kind, agent_name, records, latest_at }) => ({
    cause,
    message: causes[cause],
    agent: agent_kind !== null && agent_name !== null ? { kind: agent_kind, name: agent_name } : null,
    records,
    latestAt: latest_at.toISOString(),
  }))
  return { items, total }
}

type About = {
  cause: Cause
  kind?: AsideAgent['kind'] | undefined
  name?: string | undefined
  after?: string | undefined
}

/** The records themselves, the latest first, a page at a time. */
export async function listRecords(
  { db, actor }: Context,
  { cause, kind, name, after }: About,
): Promise<{ items: AsideRecord[]; next: string | null }> {
  demandWholeTenant(actor, 'activity.send')
  const group = { cause, agent: kind !== undefined && name !== undefined ? { kind, name } : null }
  const page = { after: after ?? null, limit: PAGE + 1, latestFirst: true }
  const rows = await listAsideRows(db, actor.tenantId, group, page)
  const items = rows.slice(0, PAGE).map((row) => ({
    id: row.id,
    source: row.source,
    recordId: row.record_id,
    metAt: row.met_at.toISOString(),
    record: row.record,
  }))
  return { items, next: rows.length > PAGE ? items.at(-1)!.id : null }
}

type Settling = {
  readonly cause: Cause
  readonly agent?: AsideAgent | undefined
  readonly as: 'user' | 'nobody' | 'again' | 'dismiss'
  readonly user?: string | undefined
}
export type Settled = { counted: number; dismissed: number; left: number }

/** Mends or dismisses all that are aside for one reason; what was said of a name holds for what comes later, too. */
export async function settle(ctx: Context, { cause, agent, as, user }: Settling): Promise<Settled> {
  demandWholeTenant(ctx.actor, 'activity.send')
  const group: Group = { cause, agent: agent ?? null }
  const { tenantId } = ctx.actor
  if (as === 'dismiss') {
    const dismissed = await transaction(ctx, async (trx) => {
      const records = await deleteGroup(trx, tenantId, group)
      if (records > 0) await recordSetting(ctx, trx, 'call-records-dismissed', { cause, ...named(agent), records })
      return records
    })
    return { counted: 0, dismissed, left: 0 }
  }
  if (as !== 'again' && agent) await say(ctx, agent, as === 'user' ? user! : null)
  return countAgain(ctx, group)
}

const named = (agent: AsideAgent | undefined) => (agent ? { name: agent.name } : {})

/** Remembers whose calls those are. */
async function say(ctx: Context, { kind, name }: AsideAgent, userId: string | null): Promise<void> {
  await transaction(ctx, async (trx) => {
    const person = userId === null ? null : await findAgent(trx, ctx.actor, userId)
    if (person === undefined) throw invalidAt('#/user', 'unknown', 'There is no such user.')
    await putAlias(trx, ctx.actor.tenantId, { kind, name, userId })
    // By id: the log is never rewritten, and names would outlive whoever is erased.
    await recordSetting(ctx, trx, 'calls-assigned', { kind, user: userId ?? 'nobody' })
  })
}

/** Sends the records in again as they came, batch by batch; whose agent is known by now are counted. */
async function countAgain(ctx: Context, group: Group): Promise<Settled> {
  const settled: Settled = { counted: 0, dismissed: 0, left: 0 }
  let after: string | null = null
  for (;;) {
    const page = { after, limit: BATCH, latestFirst: false }
    const rows = await listAsideRows(ctx.db, ctx.actor.tenantId, group, page)
    for (const [source, those] of Map.groupBy(rows, (row) => row.source)) {
      const taken = await takeCalls(
        ctx,
        source,
        those.map(({ record }) => record as CallRecord),
      )
      // Of a name that is nobody's, the record is done with.
      const still = new Set(taken.aside.map(({ index }) => index))
      const done = those.filter((_, i) => !still.has(i)).map(({ id }) => id)
      await transaction(ctx, (trx) => deleteAside(trx, ctx.actor.tenantId, done))
      settled.counted += taken.counted + taken.replaced
      settled.dismissed += taken.nobodys
      settled.left += taken.aside.length
    }
    if (rows.length < BATCH) return settled
    after = rows.at(-1)!.id
  }
}
