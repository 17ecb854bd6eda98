/** Takes call records: counts those that make sense, keeps the others aside, and says what became of each. */
import { newId } from '../../../contract/ids.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { isWorthAnotherTry } from '../../../server/database/database.ts'
import { addActivity, tellActivity, type NewActivity } from '../../activity/service.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { causes, type CallRecord, type Taken, type Told } from '../contract/records.ts'
import { keepAside, placeCalls, releaseAside, type AgentsCall, type Aside, type Placed } from '../sql/take.ts'
import { findAgents } from './agents.ts'
import { checkRecord, digestOf, isDoubt, type Call } from './check.ts'

const TRIES = 5
const LONGEST_RECORD = 4000

/**
 * Takes records of one source, any number of times and in any order, in one transaction. What makes no sense, and whose
 * agent is nobody, is kept aside and named by its place in `records`.
 */
export async function takeCalls(ctx: Context, source: string, records: readonly CallRecord[]): Promise<Taken> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await takeOnce(ctx, source, records)
    } catch (error) {
      // Two senders of the same corrections may wait for each other: one gives way and begins again.
      if (!isWorthAnotherTry(error) || tries >= TRIES) throw error
    }
  }
}

async function takeOnce(ctx: Context, source: string, records: readonly CallRecord[]): Promise<Taken> {
  const now = ctx.clock.now()
  const { tenantId } = ctx.actor
  const sender = { tenantId, source, may: mayReplace(ctx.actor) }
  const checked = records.map((record) => checkRecord(record, now))
  const calls = checked.filter((one): one is Call => !isDoubt(one))
  return transaction(ctx, async (trx) => {
    const agentOf = await findAgents(trx, ctx.actor, calls)
    const ours: AgentsCall[] = []
    const [aside, told]: [Aside[], Told[]] = [[], []]
    let nobodys = 0
    const tell = (index: number, id: string | null, one: Pick<Aside, 'agent'> & Pick<Told, 'cause'>) => {
      const record = records[index]!
      told.push({ index, id, cause: one.cause, message: causes[one.cause] })
      aside.push({ id: newId(), recordId: id ?? `no id ${digestOf(record)}`, ...one, record: briefly(record, id) })
    }
    checked.forEach((one, index) => {
      if (isDoubt(one)) return tell(index, one.id, { cause: one.cause, agent: null })
      const found = agentOf(one)
      if (found === 'nobodys') nobodys += 1
      else if ('cause' in found) tell(index, one.id, { cause: found.cause, agent: found.name })
      else {
        // Compared and never read: no name of a person stays with their calls.
        const agentMark = ctx.keyring.mac(`call ${found.agent}`).subarray(0, 16)
        ours.push({ ...one, ...found, agentMark, direction: found.direction ?? one.direction })
      }
    })
    const placed = await placeCalls(trx, sender, ours)
    await releaseAside(
      trx,
      { tenantId, source },
      ours.map(({ id }) => id),
    )
    await keepAside(trx, { ...sender, at: now }, aside)
    await writeDown(ctx, trx, source, ours, placed)
    const counted = placed.filter(({ fresh }) => fresh).length
    const replaced = placed.length - counted
    return { received: records.length, counted, replaced, repeated: ours.length - placed.length, nobodys, aside: told }
  })
}

/** Whose calls a sender may say more of: null where that is everybody’s. */
const mayReplace = (actor: Actor) =>
  reachOf(actor, 'activity.send')?.everywhere ? null : visibleUsers(actor, 'activity.send')

/** What JSON escapes and the database has no place for: NUL, and halves of characters. */
const UNKEPT = /\\(?:u0000|u(d[89a-f][\da-f]{2})|[^])/g

/** A record of any size is kept as far as it can be read by somebody. */
function briefly(record: CallRecord, id: string | null): unknown {
  const text = JSON.stringify(record).replace(UNKEPT, (escape, half?: string) =>
    half === undefined ? (escape === '\\u0000' ? '' : escape) : '\\ufffd',
  )
  return text.length <= LONGEST_RECORD
    ? (JSON.parse(text) as unknown)
    : { ...(id === null ? {} : { id }), begins: text.slice(0, LONGEST_RECORD).toWellFormed() }
}

type Trx = Parameters<Parameters<typeof transaction<void>>[1]>[0]

/** Each call that is new is a line of its agent's activity, too. */
async function writeDown(
  { actor }: Context,
  trx: Trx,
  source: string,
  calls: readonly AgentsCall[],
  placed: readonly Placed[],
): Promise<void> {
  const fresh = new Set(placed.filter((one) => one.fresh).map(({ id }) => id))
  const lines: NewActivity[] = []
  for (const call of calls) {
    // Once, where a request holds several versions of it.
    if (!fresh.delete(call.id)) continue
    lines.push({ userId: call.userId, kind: 'call', at: call.startedAt, text: sayCall(call), source })
  }
  if (lines.length === 0) return
  await addActivity(trx, actor.tenantId, lines)
  await tellActivity(
    trx,
    actor.tenantId,
    lines.map(({ userId }) => userId),
  )
}

const WORDS = { answered: '', unanswered: 'not answered', busy: 'busy', failed: 'failed', voicemail: 'voicemail' }

/** "From +37120000000, Support, 3:20", "To 204, busy". */
export function sayCall({ direction, from, to, queue, outcome, talkSeconds }: Call): string {
  const other = direction === 'outbound' ? ['To', to] : ['From', from]
  const length = `${Math.floor(talkSeconds / 60)}:${String(talkSeconds % 60).padStart(2, '0')}`
  const parts = [other[1] ? other.join(' ') : null, queue, WORDS[outcome] || length]
  return parts.filter(Boolean).join(', ')
}
