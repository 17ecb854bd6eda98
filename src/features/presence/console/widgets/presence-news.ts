import { liveState, onLive } from '#src/console/live.ts'

declare module '#src/console/live.ts' {
  interface LiveEvents {
    /** People came, went, or do something else; without ids there are too many to name, or not all are in sight. */
    'presence-changed': { ids?: string[]; count: number }
  }
}

/** However many changes come, what is shown is read again this often at most. */
const EVERY_MS = 1_000
/** A session or a registration that ends by itself is no news: so the page looks by itself, too. */
const LOOK_MS = 60_000
/** Who is not told of whom looks a little later or sooner than the others, so that not all of them ask in the same moment. */
const SPREAD_MS = 400

/**
 * Hears of presence until told to stop, and reads again what is shown: at once when things are calm, and once a second when they are
 * not. `concerns` is asked whether these people are shown; undefined stands for people of whom one is not told who they are.
 */
export function onPresenceNews(
  concerns: (ids: readonly string[] | undefined) => boolean,
  renew: () => void,
): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = (spread: number) => {
    timer ??= setTimeout(
      () => {
        timer = undefined
        last = Date.now()
        renew()
      },
      Math.max(0, last + EVERY_MS - Date.now()) + Math.random() * spread,
    )
  }
  // The first greeting belongs to the first reading; later ones follow a stream that broke.
  let greeted = liveState() === 'live'
  const stops = [
    onLive('presence-changed', ({ ids }) => concerns(ids) && soon(ids ? 0 : SPREAD_MS)),
    onLive('hello', () => {
      if (greeted) soon(SPREAD_MS)
      greeted = true
    }),
  ]
  const looking = setInterval(() => document.visibilityState === 'visible' && soon(0), LOOK_MS)
  return () => {
    stops.forEach((stop) => stop())
    clearInterval(looking)
    clearTimeout(timer)
  }
}
