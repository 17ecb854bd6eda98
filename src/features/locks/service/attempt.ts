/**
 * Every way to prove who one is goes through here: password, second step, backup code, and proving it again. Failures are
 * counted per account, whichever way they came (S13), and apart for strangers and for each browser that the account knows (S14).
 */
import { tooManyRequests, type ProblemError } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { hashToken } from '../../../server/crypto/tokens.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { addActivity, NOBODY } from '../../activity/service.ts'
import { DEVICE_DAYS, FAILURES_FROM_ONE_ADDRESS, FREE_TRIES, MOST_IN_A_ROW } from '../rules.ts'
import { findDevice } from '../sql/devices.ts'
import { countTry, findLock, giveBack, STRANGERS, type Counter, type Counting, type Tally } from '../sql/tries.ts'
import { recordLockJob } from './job-names.ts'
import { demandLeft, mayStill } from './limit.ts'
import { networkOf, subjectOf } from './subjects.ts'
import { tooSoon } from './too-soon.ts'

const DAY = 86_400_000

/** Who somebody says they are. */
export type Claim = {
  readonly tenantId: number
  /** Null where nobody has that name; it is counted all the same (S12). */
  readonly userId: string | null
  /** What was typed, by its key; absent where a session says already who it is. */
  readonly name?: string
}

/**
 * Lets somebody try, and counts the try before it is looked at. `check` gives null when it failed; what it throws counts as no
 * try at all. It is told whether the account is `open`: where it is not, it must do the same work and fail, since no stranger
 * is to learn of the lock (S12). Throws `too-many-requests` when a name, an address or a known person has to wait.
 */
export async function attempt<T>(
  ctx: Context,
  claim: Claim,
  check: (open: boolean) => Promise<T | null>,
): Promise<T | null> {
  const begun = await begin(ctx, claim)
  let passed: T | null
  try {
    passed = await check(begun.account !== null)
  } catch (error) {
    await takeBack(ctx, begun)
    throw error
  }
  if (passed === null || begun.account === null) {
    await fail(ctx, claim, begun)
    return null
  }
  await takeBack(ctx, begun)
  return passed
}

type Begun = {
  readonly counters: { readonly name: Counting | null; readonly account: Counting }
  readonly name: Tally | null
  /** Null: a lock stands, and the try was not counted. */
  readonly account: Tally | null
  /** What is charged when it fails. */
  readonly network: string | null
}

async function begin(ctx: Context, claim: Claim): Promise<Begun> {
  const { tenantId, userId, name } = claim
  const db = ctx.database.tenant(tenantId)
  const now = ctx.clock.now()
  const device = await knownDevice(ctx, claim, now)
  const stranger = device === null
  const network = stranger && name !== undefined && ctx.origin.address ? networkOf(ctx.origin.address) : null
  if (network) await demandLeft(ctx, 'address', [network], FAILURES_FROM_ONE_ADDRESS)
  const counting = (subject: string): Counting => ({
    tenantId,
    subject,
    userId,
    now,
    device: device ?? STRANGERS,
    address: ctx.origin.address,
  })
  const typed = name ?? ''
  const counters = {
    name: stranger && name !== undefined ? counting(subjectOf(ctx.keyring, 'name', tenantId, typed)) : null,
    account: counting(userId ?? subjectOf(ctx.keyring, 'account', tenantId, typed)),
  }
  const counted = await countTry(db, counters.account, counters.name)
  const waits = counters.name ? counted.name === null && counters.name : counted.account === null && counters.account
  if (waits) throw await wait(ctx, waits, now)
  return { counters, ...counted, network }
}

/** Asked of nobody's account as well, so that an unknown name takes the same statements (S12). */
const knownDevice = async ({ database, device }: Context, { tenantId, userId }: Claim, now: Date) =>
  device === null
    ? null
    : findDevice(
        database.tenant(tenantId),
        tenantId,
        userId ?? NOBODY,
        hashToken(device),
        new Date(now.getTime() - DEVICE_DAYS * DAY),
      )

async function wait({ database }: Context, counter: Counter, now: Date): Promise<ProblemError> {
  const lock = await findLock(database.tenant(counter.tenantId), counter, now)
  if (lock === 'until-unlocked') return tooManyRequests({ detail: 'An administrator can unlock the account.' })
  return tooSoon(lock ?? now, now)
}

/**
 * The try stays counted, and stands among what the person did. A lock that it set is told by a job. Both are done for nobody's
 * account too: the answer takes the same time (S12).
 */
async function fail(
  ctx: Context,
  { tenantId, userId, name }: Claim,
  { account, counters, network }: Begun,
): Promise<void> {
  const { address, requestId } = ctx.origin
  ctx.log.warn({ tenantId, userId, address, requestId, failures: account?.failures }, 'a try to sign in failed')
  const line = { userId: userId ?? NOBODY, at: ctx.clock.now(), address, detail: name === undefined ? 'proof' : null }
  await addActivity(ctx.database.tenant(tenantId), tenantId, [{ kind: 'sign-in-failed', ...line }])
  if (network) await mayStill(ctx, 'address', [network], FAILURES_FROM_ONE_ADDRESS)
  if (account?.lock && (account.recent === FREE_TRIES || account.failures === MOST_IN_A_ROW))
    await enqueue(ctx.database.tenant(tenantId), recordLockJob, {
      tenant: tenantId,
      subject: counters.account.subject,
      device: counters.account.device,
      address,
    })
}

async function takeBack(ctx: Context, { counters, name, account }: Begun): Promise<void> {
  const db = ctx.database.tenant(counters.account.tenantId)
  if (counters.name && name) await giveBack(db, counters.name, name.lock)
  if (account) await giveBack(db, counters.account, account.lock)
}
