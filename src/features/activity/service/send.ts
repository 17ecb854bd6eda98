/** Takes what the systems around send, row by row: a wrong one is answered why, and keeps no other out (LOG-2). */
import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import { signInKey } from '../../../contract/text.ts'
import { plainAddress } from '../../../server/addresses.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { sentRow, type Outcome, type SentRow } from '../contract/send.ts'
import { addActivity, tellActivity, type NewActivity } from '../service.ts'
import { findNamed, type Found } from '../sql/people.ts'
import { insertKeys } from '../sql/record.ts'

/** Clocks of other machines may be ahead by so much. */
const AHEAD_MILLIS = 5 * 60_000
const EARLIEST = new Date('2000-01-01T00:00:00Z')

const TAKEN: Outcome = { outcome: 'taken' }
const THERE: Outcome = { outcome: 'already-there' }
const refused = (why: string): Outcome => ({ outcome: 'refused', why })

type Read = { readonly row: SentRow; readonly at: Date; readonly address: string | null }
type Line = NewActivity & { readonly key: string | null }

/** Writes down the rows that fit and were not there, and answers every one of them in the order in which they came. */
export async function takeActivity(ctx: Context, rows: readonly unknown[]): Promise<Outcome[]> {
  const now = ctx.clock.now()
  const read = rows.map((row) => readRow(row, now))
  const whose = await peopleOf(ctx, read.filter(isRead))
  const lines = read.map((one) => (isRead(one) ? lineOf(one, whose) : one))
  return transaction(ctx, async (trx) => {
    const { tenantId } = ctx.actor
    const keys = lines.flatMap((line) => ('key' in line && line.key !== null ? [line.key] : []))
    const fresh = await insertKeys(trx, tenantId, [...new Set(keys)])
    const taken: NewActivity[] = []
    const outcomes = lines.map((line) => {
      if ('outcome' in line) return line
      // Of two rows of one id in the same request the first is taken.
      if (line.key !== null && !fresh.delete(line.key)) return THERE
      taken.push(line)
      return TAKEN
    })
    await addActivity(trx, tenantId, taken)
    if (taken.length > 0)
      await tellActivity(
        trx,
        tenantId,
        taken.map(({ userId }) => userId),
      )
    return outcomes
  })
}

const isRead = (one: Read | Outcome): one is Read => 'row' in one

function readRow(given: unknown, now: Date): Read | Outcome {
  const parsed = sentRow.safeParse(given)
  if (!parsed.success) return refused(sayIssue(parsed.error.issues[0]))
  const row = parsed.data
  const named = [row.userId, row.username, row.extension].filter((name) => name !== undefined)
  if (named.length !== 1) return refused('Name the user by one of userId, username and extension.')
  const at = row.at === undefined ? now : new Date(row.at)
  if (at.getTime() > now.getTime() + AHEAD_MILLIS) return refused('“at” lies in the future.')
  if (at < EARLIEST) return refused('“at” lies before the year 2000.')
  const address = row.address === undefined ? null : plainAddress(row.address)
  if (row.address !== undefined && address === null) return refused('“address” is an IPv4 or IPv6 address.')
  return { row, at, address }
}

function sayIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return `There is nothing called “${issue.keys.join('”, “')}”.`
  if (!issue || issue.path.length === 0) return 'This is no row: see docs/activity.md.'
  return issue.path[0] === 'kind' ? '“kind” is one of call, message and note.' : issue.message
}

async function peopleOf(ctx: Context, read: readonly Read[]): Promise<Map<string, Found[]>> {
  const names = (of: (row: SentRow) => string | undefined) => [...new Set(read.flatMap(({ row }) => of(row) ?? []))]
  const found = await findNamed(
    ctx.db,
    ctx.actor.tenantId,
    {
      ids: names(({ userId }) => userId?.toLowerCase()),
      usernames: names(({ username }) => username && signInKey(username)),
      extensions: names(({ extension }) => extension),
    },
    visibleUsers(ctx.actor, 'activity.send'),
  )
  return Map.groupBy(found, ({ by, name }) => `${by} ${name}`)
}

function lineOf({ row, at, address }: Read, whose: ReadonlyMap<string, Found[]>): Line | Outcome {
  const { userId, username, extension, kind, text, source, id } = row
  const [by, name] =
    userId !== undefined
      ? ['id', userId.toLowerCase()]
      : username !== undefined
        ? ['username', signInKey(username)]
        : ['extension', extension]
  const [person, ...others] = whose.get(`${by} ${name}`) ?? []
  if (!person) return refused('There is no such user.')
  if (others.length > 0) return refused(`Several users have this ${by}: name the one by “userId”.`)
  const key = id === undefined ? null : keyOf(source ?? '', id)
  return { key, userId: person.id, kind, at, text: text ?? null, address, source: source ?? null }
}

/** A digest in the form of a UUID: of ids as long as senders make them, so many bytes are kept. */
function keyOf(source: string, id: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([source, id]))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
