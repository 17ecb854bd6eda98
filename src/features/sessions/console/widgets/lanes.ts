/** A lane for each device on a line of time that ends now (AUTH-8): where each session lies, in per cent of the whole. */
import type { PastSession, Session } from '../../contract/listed.ts'
import { sayDevice } from './say-device.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export type Bar = {
  readonly id: string
  readonly left: number
  readonly width: number
  readonly open: boolean
  readonly current: boolean
}
export type Lane = { readonly device: string; readonly bars: readonly Bar[]; readonly open: number }
export type Tick = { readonly left: number; readonly at: Date }
export type Lanes = {
  readonly lanes: readonly Lane[]
  readonly ticks: readonly Tick[]
  /** How much of the past is shown. */
  readonly days: 1 | 7
}

/** The last day when all lies in it, else the last seven. Devices with an open session come first. */
export function lanesOf(live: readonly Session[], past: readonly PastSession[], now: Date): Lanes {
  const all = [
    ...live.map((one) => ({ ...one, from: Date.parse(one.startedAt), to: now.getTime(), open: true })),
    ...past.map((one) => ({ ...one, from: Date.parse(one.startedAt), to: Date.parse(one.endedAt), open: false })),
  ]
  const days = all.every(({ from }) => now.getTime() - from < DAY) ? 1 : 7
  const [begin, span] = [now.getTime() - days * DAY, days * DAY]
  const place = (at: number) => (Math.min(Math.max(at - begin, 0), span) / span) * 100
  const byDevice = new Map<string, Bar[]>()
  for (const { id, from, to, open, current, userAgent } of all) {
    const device = sayDevice(userAgent)
    const bar = { id, left: place(from), width: place(to) - place(from), open, current }
    byDevice.set(device, [...(byDevice.get(device) ?? []), bar])
  }
  const lanes = [...byDevice]
    .map(([device, bars]) => ({ device, bars, open: bars.filter((bar) => bar.open).length }))
    .sort((a, b) => b.open - a.open || a.device.localeCompare(b.device, 'en'))
  return { lanes, ticks: ticksOf(begin, days, place), days }
}

/** Beyond it the word “now” stands, and no other. */
const LAST_TICK = 88

/** Full hours of the day, each sixth; midnights of the week. */
function ticksOf(begin: number, days: 1 | 7, place: (at: number) => number): Tick[] {
  const at = new Date(begin)
  at.setMinutes(0, 0, 0)
  at.setHours(days === 1 ? Math.ceil((at.getHours() + 1) / 6) * 6 : 24)
  const ticks: Tick[] = []
  for (; at.getTime() < begin + days * DAY; at.setHours(at.getHours() + (days === 1 ? 6 : 24)))
    ticks.push({ left: place(at.getTime()), at: new Date(at) })
  return ticks.filter(({ left }) => left <= LAST_TICK)
}
