/**
 * Presence changes with every call of every agent. So that thousands of open pages are not told of each change by itself, a process
 * tells them at once of the first, and of what follows within a moment together.
 */
import type { Live, Notice } from '../../../server/database/live.ts'

/** What comes within so many milliseconds after some news is told together. */
const GATHER_MS = 300
/** More people than these are told by their number: a page looks again at those whom it shows. */
const MOST_IDS = 100

export type PresenceNews = { readonly tenant: number; readonly ids: readonly string[] | null; readonly count: number }
type Listener = (news: PresenceNews) => void
type Gathered = { ids: Set<string> | null; count: number }

/** Who ended a session is not there any more, or is with one window less: as good as any other news of presence. */
const KINDS: ReadonlySet<string> = new Set(['presence-changed', 'sessions-ended'])

class Gathering {
  readonly #listeners = new Set<Listener>()
  /** Tenants of which something was told just now, with what came since. */
  readonly #since = new Map<number, Gathered>()

  on(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  hear({ tenant, kind, ids, count }: Notice) {
    if (!KINDS.has(kind)) return
    const news = { ids: ids ? new Set(ids) : null, count: ids?.length ?? count ?? 1 }
    const gathered = this.#since.get(tenant)
    if (!gathered) return this.#tell(tenant, news)
    gathered.count += news.count
    if (gathered.ids && news.ids) for (const id of news.ids) gathered.ids.add(id)
    else gathered.ids = null
  }

  #tell(tenant: number, { ids, count }: Gathered) {
    this.#since.set(tenant, { ids: new Set(), count: 0 })
    setTimeout(() => {
      const more = this.#since.get(tenant)!
      this.#since.delete(tenant)
      if (more.count > 0) this.#tell(tenant, more)
    }, GATHER_MS).unref()
    const few = ids && ids.size <= MOST_IDS ? [...ids] : null
    for (const listener of this.#listeners) listener({ tenant, ids: few, count: few?.length ?? count })
  }
}

const gatherings = new WeakMap<Live, Gathering>()

/** Calls the listener with news of presence in every tenant; returns what ends it. */
export function onPresence(live: Live, listener: Listener): () => void {
  let gathering = gatherings.get(live)
  if (!gathering) {
    const made = new Gathering()
    live.on((notice) => made.hear(notice))
    gatherings.set(live, (gathering = made))
  }
  return gathering.on(listener)
}
