/** What every service is given: who asks, through which door, and the parts it may use. */
import type { Module } from '../contract/modules.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { Database, Query, Trx } from './database/database.ts'
import type { Live } from './database/live.ts'
import type { Log } from './log.ts'
import type { MailSettings } from './mail/settings.ts'
import type { OpenIdSettings } from './openid-settings.ts'

/** The parts of a running program, made once at its start. */
export type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly keyring: Keyring
  readonly live: Live
  readonly log: Log
  /** Where mail goes out; null when it stays in the console. */
  readonly mail: MailSettings | null
  /** The provider with which people may sign in beside their passwords, if there is one. */
  readonly openId?: OpenIdSettings | null
  /** What every link in a mail begins with, as configured: `https://rollcall.example.com` (S10). */
  readonly publicOrigin: string
  /** So many milliseconds waits a run whose work leaves the building, to be stopped until then; 20 seconds unless told. */
  readonly holdMillis?: number
}

/** Where a request came in: kept in the change log with what it changed. */
export type Origin = {
  readonly via: 'console' | 'api' | 'cli' | 'import' | 'job'
  readonly requestId: string | null
  /** The client's address as the configured proxies tell it, never what a client claims. */
  readonly address: string | null
  readonly userAgent: string | null
}

export type Context = Parts & {
  readonly actor: Actor
  readonly origin: Origin
  /** The token of the browser, which outlives its sessions: by it an account knows a browser again (AUTH-7). Null for machines. */
  readonly device: string | null
  /** Modules of the tenant in which the actor works. */
  readonly modules: readonly Module[]
  /** Statements in the tenant in which the actor works. */
  readonly db: Query
}

/** One transaction in the tenant in which the actor works. */
export const transaction = <T>(ctx: Pick<Context, 'db'>, work: (trx: Trx) => Promise<T>): Promise<T> =>
  ctx.db.transaction().execute(work)

/** The context of the program's own work in a tenant. */
export const contextFor = (
  parts: Parts,
  actor: Actor,
  modules: readonly Module[],
  origin: Origin,
  device: string | null = null,
): Context => ({
  ...parts,
  actor,
  modules,
  origin,
  device,
  db: parts.database.tenant(actor.tenantId),
})

/** The same person at home: their own account is there, wherever an operator is at work. */
export const atHome = (ctx: Context): Context => ({
  ...ctx,
  actor: { ...ctx.actor, tenantId: ctx.actor.homeTenantId },
  db: ctx.database.tenant(ctx.actor.homeTenantId),
})
