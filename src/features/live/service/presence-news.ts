/**
 * Presence changes with every call of every agent, and so does what they do. So that thousands of open pages are not told of each
 * change by itself, a process tells them at once of the first, and of what follows within a moment together.
 */
import type { Live, Notice } from '../../../server/database/live.ts'

/** What comes within so many milliseconds after some news is told together. */
const GATHER_MS = 300
/** More people than these are told by their number: a page looks again at those whom it shows. */
const MOST_IDS = 100

/** Of people of a tenant; ids when they are few. */
export type News = { readonly tenant: number; readonly ids: readonly string[] | null; readonly count: number }
type Listener = (news: News) => void
type Gathered = { ids: Set<string> | null; count: number }

/** Who ended a session is not there any more, or is with one window less: as good as any other news of presence. */
const PRESENCE: ReadonlySet<string> = new Set(['presence-changed', 'sessions-ended'])
/** Whoever signs in or out does something as well: a page that shows that listens to both, and nobody is told twice. */
const ACTIVITY: ReadonlySet<string> = new Set(['activity'])

class Gathering {
  readonly #kinds: ReadonlySet<string>
  readonly #listeners = new Set<Listener>()
  /** Tenants of which something was told just now, with what came since. */
  readonly #since = new Map<number, Gathered>()

  constructor(kinds: ReadonlySet<string>) {
    this.#kinds = kinds
  }

  on(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  hear({ tenant, kind, ids, count }: Notice) {
    if (!this.#kinds.has(kind)) return
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

/** One for each kind of news in a process, however many pages listen. */
function newsOf(kinds: ReadonlySet<string>): (live: Live, listener: Listener) => () => void {
  const gatherings = new WeakMap<Live, Gathering>()
  return (live, listener) => {
    let gathering = gatherings.get(live)
    if (!gathering) {
      const made = new Gathering(kinds)
      live.on((notice) => made.hear(notice))
      gatherings.set(live, (gathering = made))
    }
    return gathering.on(listener)
  }
}

/** Calls the listener with news of presence in every tenant; returns what ends it. */
export const onPresence = newsOf(PRESENCE)
/** The same of what people did. */
export const onActivity = newsOf(ACTIVITY)
