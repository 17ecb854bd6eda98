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
import { takeBack, type Tried } from '../sql/taking-back.ts'
import { beginTry, findLock, STRANGERS, type Begun, type Comer, type Counter } from '../sql/tries.ts'
import { recordLockJob } from './job-names.ts'
import { mayStill } from './limit.ts'
import { networkOf, subjectOf } from './subjects.ts'
import { tooSoon } from './too-soon.ts'

const DAY = 86_400_000
/** What an address is limited in. */
const FROM = 'address'

/** Who somebody says they are. */
export type Claim = {
  readonly tenantId: number
  /** Null where nobody has that name; it is counted all the same (S12). */
  readonly userId: string | null
  /** What was typed, by its key; absent where a session says already who it is. */
  readonly name?: string
  /** `check` takes a try that was none back by itself, with what it changes. */
  readonly takesBack?: boolean
}

/**
 * Lets somebody try, and counts the try before it is looked at. `check` gives null when it failed; what it throws counts as no
 * try at all. It is told whether the account is `open`: where it is not, it must do the same work and fail, since no stranger
 * is to learn of the lock (S12). Throws `too-many-requests` when a name, an address or a known person has to wait.
 */
export async function attempt<T>(
  ctx: Context,
  claim: Claim,
  check: (open: boolean, tried: Tried) => Promise<T | null>,
): Promise<T | null> {
  const db = ctx.database.tenant(claim.tenantId)
  const comer = comerOf(ctx, claim)
  const begun = await beginTry(db, comer)
  const counters = countersOf(comer, begun)
  await demandTurn(ctx, comer, begun, counters)
  const tried = triedAt(counters, begun)
  let passed: T | null
  try {
    passed = await check(begun.account !== null, tried)
  } catch (error) {
    await takeBack(db, tried)
    throw error
  }
  if (passed === null || begun.account === null) {
    await fail(ctx, claim, begun, counters.account)
    return null
  }
  if (!claim.takesBack) await takeBack(db, tried)
  return passed
}

function comerOf({ keyring, device, origin, clock }: Context, { tenantId, userId, name }: Claim): Comer {
  const { address } = origin
  const now = clock.now()
  const { most } = FAILURES_FROM_ONE_ADDRESS
  return {
    tenantId,
    userId,
    account: userId ?? subjectOf(keyring, 'account', tenantId, name ?? ''),
    name: name === undefined ? null : subjectOf(keyring, 'name', tenantId, name),
    tokenHash: device === null ? null : hashToken(device),
    knownSince: new Date(now.getTime() - DEVICE_DAYS * DAY),
    address,
    network:
      name === undefined || !address ? null : { key: subjectOf(keyring, 'limit', FROM, networkOf(address)), most },
    now,
  }
}

type Counters = { readonly name: Counter | null; readonly account: Counter }

/** What is typed is counted of strangers alone. */
function countersOf({ tenantId, account, name }: Comer, { device }: Begun): Counters {
  const isTyped = name !== null && device === STRANGERS
  return {
    name: isTyped ? { tenantId, subject: name, device } : null,
    account: { tenantId, subject: account, device },
  }
}

const triedAt = (counters: Counters, { name, account }: Begun): Tried => ({
  name: counters.name && name && { ...counters.name, lock: name.lock },
  account: account && { ...counters.account, lock: account.lock },
})

/** A stranger waits for what they typed, and learns of no lock of the account behind it; whoever is known waits for the account. */
async function demandTurn({ database }: Context, { now }: Comer, begun: Begun, counters: Counters): Promise<void> {
  if (begun.networkWaits) throw tooSoon(begun.networkWaits, now)
  const { name, account } = counters
  if (name ? begun.name : begun.account) return
  const lock = await findLock(database.tenant(account.tenantId), name ?? account, now)
  throw waiting(lock ?? now, now)
}

const waiting = (lock: Date | 'until-unlocked', now: Date): ProblemError =>
  lock === 'until-unlocked'
    ? tooManyRequests({ detail: 'An administrator can unlock the account.' })
    : tooSoon(lock, now)

/**
 * The try stays counted, and stands among what the person did. A lock that it set is told by a job. Both are done for nobody's
 * account too: the answer takes the same time (S12).
 */
async function fail(
  ctx: Context,
  { tenantId, userId, name }: Claim,
  { account }: Begun,
  { subject, device }: Counter,
): Promise<void> {
  const { address, requestId } = ctx.origin
  ctx.log.warn({ tenantId, userId, address, requestId, failures: account?.failures }, 'a try to sign in failed')
  const line = { userId: userId ?? NOBODY, at: ctx.clock.now(), address, detail: name === undefined ? 'proof' : null }
  await addActivity(ctx.database.tenant(tenantId), tenantId, [{ kind: 'sign-in-failed', ...line }])
  if (device === STRANGERS && name !== undefined && address)
    await mayStill(ctx, FROM, [networkOf(address)], FAILURES_FROM_ONE_ADDRESS)
  if (account?.lock && (account.recent === FREE_TRIES || account.failures === MOST_IN_A_ROW))
    await enqueue(ctx.database.tenant(tenantId), recordLockJob, { tenant: tenantId, subject, device, address })
}
