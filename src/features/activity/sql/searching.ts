/**
 * One page of lines for bounded work (docs/decisions/0045). Where an index has what matches in the order of time, as many lines are
 * read as are shown. Elsewhere the latest so many are looked through; and what is older is gathered by the index of texts or of
 * addresses, where few match. Where that is spent before the page is full, the answer says how far back it looked.
 */
import type { Query } from '../../../server/database/database.ts'
import {
  countAmongLatest,
  findEndOfLatest,
  gatherLines,
  isIndexed,
  isInOrder,
  listAmongLatest,
  listLatest,
  whileGathering,
  type Line,
  type LinePlace,
  type LinesAsk,
} from './lines.ts'
import { monthsBefore } from './months.ts'

/** Of so few users each is asked for their latest lines; of more, the lines of everybody are looked through. */
export const FEW = 500
/** So many are looked through before it is asked who is in sight: a page of 50 is met where one in sixty is. */
const FIRST_LOOK = 3000
/** What a page costs at most, in lines. */
export type Effort = {
  /** So many of the latest are looked through. */
  readonly look: number
  /** So many of several users, of each at least. */
  readonly lookOfEach: number
  /** So many that match are gathered, whosever they are. */
  readonly gather: number
  /** Where so large a share of the latest lines match, none is gathered: the lists of the index alone would be too long. */
  readonly frequent: number
}
/** Of so many of the latest lines. */
const SAMPLE = 2000
export const ONE_PAGE: Effort = { look: 10_000, lookOfEach: 100, gather: 10_000, frequent: 0.01 }
/** For a file, of which nobody waits for the next page. */
export const A_FILE: Effort = { look: 100_000, lookOfEach: 1000, gather: 100_000, frequent: 0.01 }

export type Searched = {
  /** As many as were asked for, or all down to `end`. */
  readonly lines: Line[]
  /** Everything from here on was looked at; null where the page is full or nothing is older. */
  readonly end: LinePlace | null
}

/** A page of lines; for a reader of a part of the tenant, `fewOf` names the users in sight where they are few. */
export async function searchLines(
  db: Query,
  ask: LinesAsk,
  fewOf: () => Promise<readonly string[] | null>,
  effort: Effort = ONE_PAGE,
): Promise<Searched> {
  const isOfAPart = ask.userIds === null && ask.may !== null
  if (isOfAPart) {
    const latest = await listAmongLatest(db, ask, FIRST_LOOK)
    if (latest.length === ask.limit) return { lines: latest, end: null }
  }
  const few = isOfAPart ? await fewOf() : null
  const whose = few ? { ...ask, userIds: few, may: null } : ask
  if (isInOrder(whose)) return { lines: await listLatest(db, whose), end: null }
  const looked = await lookThrough(db, whose, effort)
  if (looked.end === null || !isIndexed(whose)) return looked
  const older = { ...whose, before: { ...looked.end, within: false } }
  if ((await countAmongLatest(db, older, SAMPLE)) >= SAMPLE * effort.frequent) return looked
  return gather(db, older, { lines: looked.lines, end: looked.end }, effort.gather)
}

async function lookThrough(db: Query, ask: LinesAsk, { look, lookOfEach }: Effort): Promise<Searched> {
  const users = ask.userIds?.length ?? 1
  const many = Math.max(users > 1 ? lookOfEach : 1, Math.ceil(look / Math.max(users, 1)))
  const found = await listAmongLatest(db, ask, many)
  if (users <= 1 && found.length === ask.limit) return { lines: found, end: null }
  const end = await findEndOfLatest(db, ask, many)
  // Of several, one has older lines where those of another were not all looked at.
  const lines = end === null ? found : found.filter((line) => !isBeyond(line, end))
  return { lines, end: lines.length === ask.limit ? null : end }
}

const isBeyond = (one: LinePlace, end: LinePlace) =>
  one.at < end.at || (one.at.getTime() === end.at.getTime() && one.id < end.id)

/** Comes before every id of its moment. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Month by month from that place back, until the page is full or too many lines match, whosever they are. */
async function gather(
  db: Query,
  ask: LinesAsk,
  { lines, end }: { readonly lines: readonly Line[]; readonly end: LinePlace },
  most: number,
): Promise<Searched> {
  const months = await monthsBefore(db, ask, end)
  return whileGathering(db, async (trx) => {
    const found = [...lines]
    let [seen, left] = [end, most]
    for (const month of months) {
      const { lines: more, met } = await gatherLines(
        trx,
        { ...ask, ...month, limit: ask.limit - found.length },
        left + 1,
      )
      if (met > left) return { lines: found, end: seen }
      left -= met
      found.push(...more)
      if (found.length === ask.limit) return { lines: found, end: null }
      if (month.from) seen = { at: month.from, id: FIRST_ID }
    }
    return { lines: found, end: null }
  })
}
