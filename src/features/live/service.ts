/** The console's one stream of events, and the end of a session while its page is open (SPEC 4.3, AUTH-8, S20, S21). */
import { reachOf, type Actor } from '../../server/actor.ts'
import type { Context } from '../../server/context.ts'
import type { EventSink } from '../../server/http/route.ts'
import type { Notice } from '../../server/database/live.ts'
import { readSession } from '../sessions/service.ts'
import type { LiveEvent } from './contract.ts'
import { onActivity, onPresence, type News } from './service/presence-news.ts'

/** News of people that lists of them show. */
const CHANGES: ReadonlySet<string> = new Set(['users-changed', 'rights-changed'])
/** While no notice can be heard, the session is asked for this often. */
const DEAF_CHECK = 1_000

/** Follows one open page until it closes, or its session ends. */
export class LivePage {
  readonly #ctx: Context
  readonly #sink: EventSink
  readonly #sessionId: string
  #actor: Actor
  #closed = false
  #checking: Promise<void> | null = null
  #checkAgain = false
  #next: NodeJS.Timeout | undefined
  readonly #deaf: NodeJS.Timeout
  readonly #stopListening: readonly (() => void)[]

  constructor(ctx: Context, sink: EventSink, sessionId: string) {
    this.#ctx = ctx
    this.#sink = sink
    this.#sessionId = sessionId
    this.#actor = ctx.actor
    this.#stopListening = [
      ctx.live.on((notice) => this.#hear(notice)),
      onPresence(ctx.live, (news) => this.#sayPresenceChanged(news)),
      onActivity(ctx.live, (news) => this.#sayActivity(news)),
    ]
    this.#deaf = setInterval(() => {
      if (!ctx.live.connected) this.#check()
    }, DEAF_CHECK)
    this.#send({ kind: 'hello' })
    // What happened between reading the session and listening was not heard.
    this.#check()
  }

  close() {
    this.#closed = true
    this.#stopListening.forEach((stop) => stop())
    clearInterval(this.#deaf)
    clearTimeout(this.#next)
  }

  #send(event: LiveEvent) {
    if (!this.#closed) this.#sink.send(event)
  }

  #hear(notice: Notice) {
    const { id, tenantId, homeTenantId } = this.#actor
    if (notice.kind === 'missed') return this.#check()
    if (notice.kind === 'jobs-changed') return notice.tenant === tenantId ? this.#sayJobsChanged(notice) : undefined
    const isMine = notice.tenant === homeTenantId && (notice.ids === undefined || notice.ids.includes(id))
    if (isMine && mayEndSessions(notice)) this.#check()
    if (isMine && notice.kind === 'rights-changed') this.#sayRightsChanged()
    if (notice.tenant === tenantId && CHANGES.has(notice.kind)) this.#sayUsersChanged(notice)
  }

  /** Ids go to those who see everybody; who sees a part is told that something changed, and asks for the own part. */
  #sayUsersChanged({ ids, count }: Notice) {
    const reach = reachOf(this.#actor, 'users.read')
    if (!reach || this.#actor.stage !== 'whole') return
    const many = count ?? ids?.length ?? 0
    this.#send(
      reach.everywhere && ids ? { kind: 'users-changed', ids, count: many } : { kind: 'users-changed', count: many },
    )
  }

  /** To whom ids go, and to whom only that there is something to read again, is as above. */
  #sayPresenceChanged({ tenant, ids, count }: News) {
    if (tenant !== this.#actor.tenantId || this.#actor.stage !== 'whole') return
    const reach = reachOf(this.#actor, 'users.read')
    if (!reach && !reachOf(this.#actor, 'activity.read')) return
    this.#send(
      reach?.everywhere && ids ? { kind: 'presence-changed', ids, count } : { kind: 'presence-changed', count },
    )
  }

  #sayActivity({ tenant, ids, count }: News) {
    if (tenant !== this.#actor.tenantId || this.#actor.stage !== 'whole') return
    const reach = reachOf(this.#actor, 'activity.read')
    if (reach) this.#send(reach.everywhere && ids ? { kind: 'activity', ids, count } : { kind: 'activity', count })
  }

  /** The id alone: whether one may read of that job is asked when the page reads it. */
  #sayJobsChanged({ ids = [] }: Notice) {
    if (reachOf(this.#actor, 'users.read') && this.#actor.stage === 'whole') this.#send({ kind: 'jobs-changed', ids })
  }

  /** Said once the new rights are read, so that what the page asks next is answered by them. */
  #sayRightsChanged() {
    void this.#checking?.then(() => this.#send({ kind: 'rights-changed' }))
  }

  /** Reads the own session again; of many calls at once, one more read answers all. */
  #check() {
    if (this.#closed) return
    if (this.#checking) this.#checkAgain = true
    else this.#checking = this.#readUntilCalm().finally(() => (this.#checking = null))
  }

  async #readUntilCalm(): Promise<void> {
    do {
      this.#checkAgain = false
      await this.#readOnce()
    } while (this.#checkAgain && !this.#closed)
  }

  async #readOnce(): Promise<void> {
    try {
      const state = await readSession(this.#ctx, this.#actor.homeTenantId, this.#sessionId, this.#ctx.origin.address)
      if (this.#closed) return
      if (state.over !== null) return this.#end({ kind: 'session-ended', reason: state.over })
      this.#actor = state.actor
      this.#checkIn(state.endsAt.getTime() - this.#ctx.clock.now().getTime())
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'an open page could not be checked')
      this.#checkIn(DEAF_CHECK)
    }
  }

  #end(event: LiveEvent) {
    this.#send(event)
    this.close()
    this.#sink.close()
  }

  #checkIn(millis: number) {
    clearTimeout(this.#next)
    this.#next = setTimeout(() => this.#check(), Math.max(millis, 0) + 1)
  }
}

/** Not so is news of a crowd that changed rights of nobody and ended no session: it says how many they are, and not who. */
const mayEndSessions = ({ kind, reason, ids }: Notice): boolean =>
  kind !== 'presence-changed' &&
  kind !== 'activity' &&
  (kind !== 'users-changed' || reason !== undefined || ids !== undefined)
