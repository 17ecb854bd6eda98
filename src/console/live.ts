/**
 * What happens on the server, as it happens. Browsers allow six connections to a server, so the tabs of one browser
 * share a single event stream: a Web Lock elects the tab that holds it, a BroadcastChannel passes events on. Where
 * there are no locks (a console served without TLS), each tab holds its own stream while it is looked at.
 */

/** Kinds of event and what they carry. A feature adds its own: `declare module '#src/console/live.ts' { interface LiveEvents { … } }`. */
// eslint-disable-next-line no-restricted-syntax -- only an interface can be added to by features
export interface LiveEvents {
  /** Sent after every connection, so also after a break: what was missed is read again. */
  hello: object
  /** This browser's session is over. */
  'session-ended': { reason?: string }
  /** People were changed by somebody; without ids there are too many to name. */
  'users-changed': { ids?: string[]; count: number }
}
export type LiveKind = keyof LiveEvents
type Message = { kind: string } & Record<string, unknown>
type Listener = (event: never) => void

/** `paused`: the stream broke and is being tried again. */
export type LiveState = 'off' | 'live' | 'paused'

type Wire = { state: LiveState } | { event: Message } | { ask: 'state' }

const ADDRESS = '/api/v1/events'
const NAME = 'rollcall-live'
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000

const listeners = new Map<string, Set<Listener>>()
const stateListeners = new Set<() => void>()
let state: LiveState = 'off'
/** Whoever holds the stream tries it now. */
let tryNow = () => {}

/** Hears one kind of event, from whichever tab holds the stream. Returns how to stop. */
export function onLive<K extends LiveKind>(kind: K, listener: (event: LiveEvents[K]) => void): () => void {
  const those = listeners.get(kind) ?? new Set()
  listeners.set(kind, those.add(listener))
  return () => those.delete(listener)
}

export const liveState = (): LiveState => state

export function onLiveState(listener: () => void): () => void {
  stateListeners.add(listener)
  return () => stateListeners.delete(listener)
}

function deliver(message: Message) {
  for (const listener of listeners.get(message.kind) ?? []) listener(message as never)
}

function setState(next: LiveState) {
  if (next === state) return
  state = next
  for (const listener of stateListeners) listener()
}

/** Begins listening, once somebody is signed in; the answer stops it. */
export function startLive(): () => void {
  const stopping = new AbortController()
  if (navigator.locks && typeof BroadcastChannel === 'function') shareStream(stopping.signal)
  else holdWhileVisible(stopping.signal)
  return () => {
    stopping.abort()
    setState('off')
  }
}

/** Somebody has signed in again: a stream that was refused is tried at once. */
export const resumeLive = () => tryNow()

function shareStream(signal: AbortSignal) {
  const channel = new BroadcastChannel(NAME)
  let holding = false
  channel.onmessage = ({ data }: MessageEvent<Wire>) => {
    if ('ask' in data) {
      if (!holding) return
      // Whoever asks has come, or signed in, just now.
      tryNow()
      channel.postMessage({ state } satisfies Wire)
    } else if ('event' in data) deliver(data.event)
    else setState(data.state)
  }
  const ask = () => channel.postMessage({ ask: 'state' } satisfies Wire)
  ask()
  tryNow = ask
  signal.addEventListener('abort', () => channel.close())
  navigator.locks
    .request(NAME, { signal }, () => {
      // Granted in the moment in which the page let go.
      if (signal.aborted) return
      holding = true
      return holdStream(
        signal,
        (event) => {
          channel.postMessage({ event } satisfies Wire)
          deliver(event)
        },
        (next) => {
          setState(next)
          channel.postMessage({ state: next } satisfies Wire)
        },
      )
    })
    .catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
}

function holdWhileVisible(signal: AbortSignal) {
  let one: AbortController | undefined
  const follow = () => {
    if (document.visibilityState === 'hidden') {
      one?.abort()
      one = undefined
    } else if (one === undefined) {
      one = new AbortController()
      void holdStream(one.signal, deliver, setState)
    }
  }
  document.addEventListener('visibilitychange', follow, { signal })
  signal.addEventListener('abort', () => one?.abort())
  follow()
}

/** Keeps a stream open until told to stop, trying again after a growing pause. */
function holdStream(
  signal: AbortSignal,
  onEvent: (event: Message) => void,
  onState: (state: LiveState) => void,
): Promise<void> {
  return new Promise((done) => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = FIRST_RETRY_MS
    tryNow = () => {
      if (timer === undefined) return
      clearTimeout(timer)
      wait = FIRST_RETRY_MS
      open()
    }
    const open = () => {
      timer = undefined
      source = new EventSource(ADDRESS)
      source.onopen = () => {
        wait = FIRST_RETRY_MS
        onState('live')
      }
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const event = JSON.parse(data) as Message
        // Nobody is let in until somebody signs in again.
        if (event.kind === 'session-ended') wait = LAST_RETRY_MS
        onEvent(event)
      }
      source.onerror = () => {
        onState('paused')
        // The browser tries again by itself after a break, but never after an answer that is not a stream.
        if (source?.readyState !== EventSource.CLOSED) return
        // Spread, so that thousands of consoles do not come back in the same second.
        timer = setTimeout(open, wait * (0.5 + Math.random()))
        wait = Math.min(wait * 2, LAST_RETRY_MS)
      }
    }
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      tryNow = () => {}
      source?.close()
      done()
    })
    open()
  })
}
