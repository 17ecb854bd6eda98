/** Signing in by the word of a provider: the first step alone, through the same door as a password (AUTH-1). */
import { newId } from '../../../contract/ids.ts'
import { signInKey } from '../../../contract/text.ts'
import { systemActor } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import type { OpenIdSettings } from '../../../server/openid-settings.ts'
import { recordChanges } from '../../history/service/record.ts'
import { FAILURES_FROM_ONE_ADDRESS } from '../../locks/rules.ts'
import { attempt } from '../../locks/service/attempt.ts'
import { demandLeft, mayStill } from '../../locks/service/limit.ts'
import { networkOf } from '../../locks/service/subjects.ts'
import { readPolicies } from '../../policies/service.ts'
import { leaveFormerSession } from '../../sign-in/service/former-session.ts'
import type { SignedIn } from '../../sign-in/service/next.ts'
import { openByProvider } from '../../sign-in/service/provider.ts'
import { findTenantId } from '../../tenants/service.ts'
import { holdSomebody } from '../../two-step/service/standing.ts'
import { accountRefused, providerNotOffered } from '../contract.ts'
import { isOfDomain, isSameAddress, type ProvidedAccount } from '../rules.ts'
import { findBound, findByAddress, insertLink, type Owner } from '../sql.ts'
import { sealErrand, useErrand, type Errand } from './errand.ts'
import { accountBehind, askAt } from './provider.ts'

/** The provider of this installation, for a sign-in page that does not know yet whose tenant it is. */
export const offeredProvider = async ({ openId }: Context) => ({ name: openId?.name ?? null })

/** Sends a browser to the provider. Throws `provider-not-offered` and `provider-away`. */
export async function beginWithProvider(
  ctx: Context,
  { tenant, then = '/' }: { tenant: string; then?: string },
): Promise<{ address: string; errand: string }> {
  const tenantId = await findTenantId(ctx.database.outside, tenant.trim())
  if (!ctx.openId || tenantId === null) throw providerNotOffered()
  if (!(await readPolicies(ctx.database.tenant(tenantId), tenantId)).googleSignIn) throw providerNotOffered()
  const { address, ...asked } = await askAt(ctx, ctx.openId)
  return { address, errand: sealErrand(ctx, { tenantId, then, ...asked }) }
}

/**
 * Signs in whoever the provider vouches for. Whatever does not fit is answered by the same words (S12): `account-refused`. Beside it
 * throws `provider-away`, and `address-not-allowed` to whoever is not served from there.
 */
export async function endWithProvider(
  ctx: Context,
  answer: string,
  sealed: string | undefined,
): Promise<SignedIn & { readonly then: string }> {
  const said = new URLSearchParams(answer)
  const errand = await useErrand(ctx, sealed, said.get('state'))
  if (!errand || !ctx.openId) throw accountRefused()
  const { tenantId, then } = errand
  const { googleSignIn, googleDomains } = await readPolicies(ctx.database.tenant(tenantId), tenantId)
  if (!googleSignIn) throw providerNotOffered()
  const account = await demandAccount(ctx, ctx.openId, said, errand)
  const mayBe = account.email !== null && isOfDomain(account, googleDomains)
  const owner = mayBe ? await ownerOf(ctx.database.tenant(tenantId), tenantId, account) : null
  // Counted for a stranger by the account with which they came, and for its user whoever comes.
  const claim = { tenantId, userId: owner?.id ?? null, name: `${account.issuer} ${account.subject}` }
  const signedIn = await attempt(ctx, claim, async (open) =>
    owner && open ? enter(ctx, tenantId, account, owner.id) : null,
  )
  if (!signedIn) throw accountRefused()
  await leaveFormerSession(ctx)
  return { ...signedIn, then }
}

/** Codes that the provider never gave are tried at its expense, so one network has so many. */
async function demandAccount(
  ctx: Context,
  settings: OpenIdSettings,
  said: URLSearchParams,
  errand: Errand,
): Promise<ProvidedAccount> {
  const network = ctx.origin.address === null ? [] : [networkOf(ctx.origin.address)]
  await demandLeft(ctx, 'provider-from', network, FAILURES_FROM_ONE_ADDRESS)
  const account = await accountBehind(ctx, settings, said, errand)
  if (account) return account
  await mayStill(ctx, 'provider-from', network, FAILURES_FROM_ONE_ADDRESS)
  throw accountRefused()
}

/** Whose account it is: whoever is bound to it, else whoever has its verified address as OAuth e-mail. */
async function ownerOf(
  db: Query,
  tenantId: number,
  { issuer, subject, email }: ProvidedAccount,
): Promise<Owner | null> {
  const bound = await findBound(db, tenantId, issuer, subject)
  if (bound || email === null) return bound
  const owner = await findByAddress(db, tenantId, issuer, signInKey(email))
  return owner && isSameAddress(owner.oauth_email ?? '', email) ? owner : null
}

/** Active users alone, each with the account that they came with first (S44). */
const enter = (ctx: Context, tenantId: number, account: ProvidedAccount, userId: string): Promise<SignedIn | null> =>
  ctx.database
    .tenant(tenantId)
    .transaction()
    .execute(async (trx) => {
      if (!(await holdSomebody(trx, tenantId, userId))) return null
      // Asked again under the lock: the address may have been taken from them meanwhile.
      const owner = await ownerOf(trx, tenantId, account)
      if (owner?.id !== userId) return null
      const isNew = owner.subject === null
      const isTheirs = isNew ? await bind(ctx, trx, tenantId, account, owner) : owner.subject === account.subject
      return isTheirs ? openByProvider(ctx, trx, tenantId, userId) : null
    })

/** Binds a user to the account with which they come first, and writes that down; false when somebody was bound to it just now. */
async function bind(
  ctx: Context,
  trx: Trx,
  tenantId: number,
  { issuer, subject }: ProvidedAccount,
  { id: userId, name }: Owner,
): Promise<boolean> {
  const link = { userId, issuer, subject, at: ctx.clock.now() }
  if (!(await insertLink(trx, tenantId, link))) return false
  const nothing = { kind: 'user', superuser: false, operator: false } as const
  const actor = { ...systemActor(tenantId, name), ...nothing, id: userId }
  const changes = { googleAccount: [null, null] as const }
  await recordChanges({ ...ctx, actor }, trx, { id: newId(), action: 'link-google-account', params: {} }, [
    { userId, changes },
  ])
  return true
}
