import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useHistoryPlace } from '#src/console/routing.tsx'
import type { UserRow } from '../../../contract/user.ts'
import { nameId } from '../rows/row-parts.ts'

export type Cursor = {
  /** The row that the keys act on and that the Tab key stops at: the one with the focus, or the first. */
  readonly current: UserRow | undefined
  readonly visit: (id: string) => void
  /** Moves the focus; answers where it went. */
  readonly move: (by: number) => UserRow | undefined
  /** A row may go now, and the focus with it: then the row that takes its place gets it. */
  readonly expectLoss: () => void
}

/** After an action, the list has been read again by then. */
const LOSS_MS = 10_000
/** A dialog has given the focus back by then. */
const SETTLED_MS = 60

/** Which list was left at which row, so that Back finds it. */
let left: { readonly list: string; readonly id: string; readonly place: number } | undefined

/** The roving stop of the list (CONSOLE 4.2). `list`: the address of what is shown; `layout`: how it is drawn. */
export function useCursor(rows: readonly UserRow[] | undefined, list: string, layout: string): Cursor {
  const historyPlace = useHistoryPlace()
  const [stop, setStop] = useState<{ id: string; place: number }>()
  const at = rows?.findIndex((row) => row.id === stop?.id) ?? -1
  // Whoever was there is gone: the row that took the place.
  const current = rows?.[at >= 0 ? at : Math.min(stop?.place ?? 0, rows.length - 1)]
  const stopAt = (id: string) => setStop({ id, place: Math.max(0, rows?.findIndex((row) => row.id === id) ?? 0) })
  const visit = (id: string) => {
    stopAt(id)
    left = { list, id, place: historyPlace }
  }
  const focus = (row: UserRow | undefined) => {
    if (!row) return
    stopAt(row.id)
    // A virtual row is drawn first.
    requestAnimationFrame(() => document.getElementById(nameId(row.id))?.focus())
  }
  const comeBack = useEffectEvent(() => {
    if (left?.list === list && left.place === historyPlace) focus(rows?.find((row) => row.id === left?.id))
  })
  const there = rows !== undefined
  useEffect(() => {
    if (there) comeBack()
  }, [there])
  const recover = () => {
    if (document.activeElement === document.body) focus(current)
  }
  // Which comes last, the dialog that gives the focus back or the list without the row, nobody knows.
  const [lostAt, setLostAt] = useState<number>()
  const afterLoss = useEffectEvent(recover)
  useEffect(() => {
    if (lostAt === undefined || Date.now() - lostAt > LOSS_MS) return
    const timer = setTimeout(afterLoss, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [lostAt, rows])
  const drawn = useRef(layout)
  const redrawn = useEffectEvent(recover)
  useEffect(() => {
    // The row with the focus went with the old layout.
    if (drawn.current !== layout) redrawn()
    drawn.current = layout
  }, [layout])
  return {
    current,
    visit,
    move: (by) => {
      const from = rows?.findIndex((row) => row.id === current?.id) ?? -1
      const next = rows?.[Math.min(Math.max(0, from + by), rows.length - 1)]
      focus(next)
      return next
    },
    expectLoss: () => setLostAt(Date.now()),
  }
}
