/** What the table's rows and the cards share. */
import type { MouseEvent } from 'react'
import type { UserRow } from '../../../contract/user.ts'

export type RowHandlers = {
  readonly tick: (id: string, on: boolean, range: boolean) => void
  readonly peek: (row: UserRow) => void
  /** Opens the menu of actions beside an element or at a point. */
  readonly menu: (row: UserRow, at: DOMRect, opener: HTMLElement) => void
  /** The row that the keys act on. */
  readonly visit: (id: string) => void
}

export type Ticked = 'yes' | 'no' | 'unknown'

export type RowProps = {
  readonly row: UserRow
  readonly ticked: Ticked
  /** The one row that the Tab key stops at. */
  readonly current: boolean
  /** Shown in the preview. */
  readonly peeked: boolean
  /** What was searched for, to mark it. */
  readonly search: string
  readonly mayEdit: boolean
  readonly handlers: RowHandlers
}

export const nameId = (id: string) => `user-${id}`

const INTERACTIVE = 'a, button, input, label, select, [role="menuitem"]'

/** A click on the row itself previews the person; one on something in it, or the end of a text selection, does not. */
export const isOnRow = (event: MouseEvent<HTMLElement>) =>
  !(event.target as Element).closest(INTERACTIVE) && (getSelection()?.isCollapsed ?? true)

/** The right button opens our menu; on a link the browser's own stays, with "Open in new tab". */
export function onContextMenu(event: MouseEvent<HTMLElement>, open: (at: DOMRect) => void) {
  if ((event.target as Element).closest('a, input')) return
  event.preventDefault()
  open(new DOMRect(event.clientX, event.clientY, 0, 0))
}
