import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { liveState, onLive, onLiveState, resumeLive, startLive } from './live.ts'

/** Stands for the browser's stream, which jsdom lacks. */
class Stream {
  static CLOSED = 2
  static open: Stream[] = []
  readyState = 1
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onerror?: () => void
  constructor() {
    Stream.open.push(this)
  }
  say(event: object) {
    this.onmessage?.({ data: JSON.stringify(event) })
  }
  breakOff() {
    this.readyState = Stream.CLOSED
    this.onerror?.()
  }
  close() {
    this.readyState = Stream.CLOSED
  }
}

let stop = () => {}
beforeEach(() => {
  Stream.open = []
  vi.stubGlobal('EventSource', Stream)
  vi.useFakeTimers()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('what happens on the server reaches those who listen for its kind', () => {
  const heard: string[] = []
  const end = onLive('users-changed', (event) => heard.push(event.ids?.join() ?? `${event.count} people`))
  stop = startLive()
  Stream.open[0]?.say({ kind: 'users-changed', ids: ['a', 'b'], count: 2 })
  Stream.open[0]?.say({ kind: 'hello' })
  end()
  Stream.open[0]?.say({ kind: 'users-changed', count: 9 })
  expect(heard).toEqual(['a,b'])
})

test('a refused stream is tried again after a pause that grows, and says so meanwhile', () => {
  const states: string[] = []
  const end = onLiveState(() => states.push(liveState()))
  stop = startLive()
  Stream.open[0]?.onopen?.()
  Stream.open[0]?.breakOff()
  expect(states).toEqual(['live', 'paused'])
  vi.advanceTimersByTime(1_500)
  expect(Stream.open.length).toBe(2)
  Stream.open[1]?.breakOff()
  vi.advanceTimersByTime(900)
  expect(Stream.open.length).toBe(2)
  vi.advanceTimersByTime(2_200)
  expect(Stream.open.length).toBe(3)
  Stream.open[2]?.onopen?.()
  expect(states).toEqual(['live', 'paused', 'live'])
  end()
})

test('whose session is over waits long before it asks again, and not at all once they signed in', () => {
  stop = startLive()
  Stream.open[0]?.onopen?.()
  Stream.open[0]?.say({ kind: 'session-ended', reason: 'deactivated' })
  Stream.open[0]?.breakOff()
  vi.advanceTimersByTime(14_000)
  expect(Stream.open.length).toBe(1)
  resumeLive()
  expect(Stream.open.length).toBe(2)
  Stream.open[1]?.onopen?.()
  resumeLive()
  vi.advanceTimersByTime(60_000)
  expect(Stream.open.length, 'one stream is enough').toBe(2)
})

test('signing out closes the stream for good', () => {
  stop = startLive()
  Stream.open[0]?.breakOff()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(Stream.open.length).toBe(1)
  expect(liveState()).toBe('off')
})

test('without locks, a tab that nobody looks at holds no connection', () => {
  let visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility as DocumentVisibilityState)
  stop = startLive()
  visibility = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(Stream.open[0]?.readyState).toBe(Stream.CLOSED)
  visibility = 'visible'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(Stream.open.length).toBe(2)
})

test('of many tabs one holds the stream; another hears the same, and takes over when it closes', async () => {
  vi.useRealTimers()
  const waiting: (() => void)[] = []
  const locks = {
    request: async (_name: string, _options: object, hold: () => Promise<void>) => {
      await new Promise<void>((turn) => waiting.push(turn))
      await hold()
    },
  }
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as object, { locks }))
  const heard: number[] = []
  const end = onLive('users-changed', (event) => heard.push(event.count))
  stop = startLive()
  expect(Stream.open.length).toBe(0)
  const other = new BroadcastChannel('rollcall-live')
  other.postMessage({ event: { kind: 'users-changed', count: 4 } })
  await vi.waitFor(() => expect(heard).toEqual([4]))
  waiting[0]?.()
  await vi.waitFor(() => expect(Stream.open.length).toBe(1))
  const passedOn = new Promise((got) => (other.onmessage = (message) => got(message.data)))
  Stream.open[0]?.say({ kind: 'users-changed', count: 5 })
  expect(await passedOn).toEqual({ event: { kind: 'users-changed', count: 5 } })
  expect(heard).toEqual([4, 5])
  end()
  other.close()
})
