import type { RefObject } from 'react'
import { useShortcuts, type Shortcut } from '#src/console/shortcuts.ts'

export type PageKeys = {
  readonly search: () => void
  readonly filter: () => void
  /** Absent for those who may not. */
  readonly create: (() => void) | undefined
  readonly layout: () => void
  readonly bulkBar: () => void
  readonly previous: (() => void) | undefined
  readonly next: (() => void) | undefined
  readonly escape: () => void
}
export type RowKeys = {
  readonly move: (by: 1 | -1, extend: boolean) => void
  readonly tick: (range: boolean) => void
  readonly everyone: () => void
  readonly peek: () => void
  readonly edit: (() => void) | undefined
  readonly menu: () => void
}

/** The keys of the page, which act anywhere on it but in a field (CONSOLE 4.2). */
export function usePageKeys(keys: PageKeys, page: RefObject<HTMLElement | null>) {
  const { create, previous, next } = keys
  useShortcuts('Users', [
    { keys: '/', says: 'Search', run: keys.search },
    { keys: 'f', says: 'Add a filter', run: keys.filter },
    ...(create ? [{ keys: 'c', says: 'New user', run: create }] : []),
    { keys: 'v', says: 'Table or cards', run: keys.layout },
    { keys: 'b', says: 'To the bulk actions', run: keys.bulkBar },
    ...(previous ? [{ keys: '[', says: 'Previous page', run: previous }] : []),
    ...(next ? [{ keys: ']', says: 'Next page', run: next }] : []),
    { keys: 'Escape', says: 'Close the preview, then clear the selection', run: keys.escape, within: page },
  ])
}

/** The keys of a row, which act while the focus is in the list. Enter opens, because the stop is a link. */
export function useRowKeys(keys: RowKeys, list: RefObject<HTMLElement | null>, name: RefObject<HTMLElement | null>) {
  const inList = (keys: string, says: string, run: () => void): Shortcut => ({ keys, says, run, within: list })
  // Space presses whatever has the focus; on the name, a link, it selects.
  const onName = (keys: string, says: string, run: () => void): Shortcut => ({ keys, says, run, within: name })
  useShortcuts('List', [
    inList('j', 'Next row', () => keys.move(1, false)),
    inList('k', 'Previous row', () => keys.move(-1, false)),
    inList('ArrowDown', 'Next row', () => keys.move(1, false)),
    inList('ArrowUp', 'Previous row', () => keys.move(-1, false)),
    inList('Shift+ArrowDown', 'Select on, downwards', () => keys.move(1, true)),
    inList('Shift+ArrowUp', 'Select on, upwards', () => keys.move(-1, true)),
    inList('x', 'Select the row', () => keys.tick(false)),
    onName('Space', 'Select the row', () => keys.tick(false)),
    onName('Shift+Space', 'Select up to this row', () => keys.tick(true)),
    inList('Mod+A', 'Select the page, then everybody who matches', keys.everyone),
    inList('o', 'Preview', keys.peek),
    ...(keys.edit ? [inList('e', 'Edit', keys.edit)] : []),
    inList('.', 'Actions', keys.menu),
  ])
}
