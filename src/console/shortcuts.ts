/**
 * Keys that act. Single letters never act while somebody types, and can be switched off altogether (WCAG 2.1.4);
 * what is registered here is what the help (`?`) lists.
 */
import { useEffect, useRef, useSyncExternalStore, type RefObject } from 'react'

export type Shortcut = {
  /** `c`, `?`, `Shift+ArrowDown`, `Mod+K`, or two in a row: `g u`. */
  readonly keys: string
  /** What the help says: "New user". */
  readonly says: string
  readonly run: (event: KeyboardEvent) => void
  /** Acts only while the focus is inside: the keys of a list. */
  readonly within?: RefObject<HTMLElement | null>
}
export type ShortcutGroup = { readonly name: string; readonly shortcuts: readonly Shortcut[] }

const SEQUENCE_MS = 1_200
const groups = new Set<{ readonly current: ShortcutGroup }>()
const listeners = new Set<() => void>()
let pending: { key: string; at: number } | undefined
let listening = false

/** Registers keys for as long as the component is shown. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef<ShortcutGroup>({ name, shortcuts })
  useEffect(() => {
    latest.current = { name, shortcuts }
  })
  useEffect(() => {
    groups.add(latest)
    listen()
    return () => {
      groups.delete(latest)
    }
  }, [])
}

/** What can be pressed on this page now, for the help. */
export const shortcutGroups = (): readonly ShortcutGroup[] => [...groups].map((group) => group.current)

const SINGLE_KEYS = 'rollcall-single-keys'
let singleKeys = readSingleKeys()

function readSingleKeys(): boolean {
  try {
    return localStorage.getItem(SINGLE_KEYS) !== 'off'
  } catch {
    return true
  }
}

function setSingleKeys(on: boolean) {
  singleKeys = on
  try {
    localStorage.setItem(SINGLE_KEYS, on ? 'on' : 'off')
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Whether single letters act; a choice of the person. */
export const useSingleKeys = () => ({ on: useSyncExternalStore(subscribe, () => singleKeys), set: setSingleKeys })

function listen() {
  if (listening) return
  listening = true
  document.addEventListener('keydown', onKeyDown)
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  const pressed = nameOf(event)
  const single = event.key.length === 1 && !pressed.includes('Mod+')
  if (isSilenced(pressed, single, event.target)) return
  const sequence = pending && event.timeStamp - pending.at < SEQUENCE_MS ? `${pending.key} ${pressed}` : undefined
  pending = undefined
  const found = find(sequence) ?? find(pressed)
  if (found) {
    event.preventDefault()
    found.run(event)
  } else if (single && begins(pressed)) pending = { key: pressed, at: event.timeStamp }
}

/** Letters are for typing first; behind a dialog nothing acts. */
const isSilenced = (pressed: string, single: boolean, target: EventTarget | null) =>
  single ? !singleKeys || isTyping(target) || dialogOpen() : pressed.startsWith('Mod+') && dialogOpen()

/** The last registered wins: a page over the shell, a panel over its page. */
function find(keys: string | undefined): Shortcut | undefined {
  if (keys === undefined) return undefined
  const all = [...groups].reverse().flatMap((group) => group.current.shortcuts)
  return all.find((s) => s.keys === keys && (!s.within || s.within.current?.contains(document.activeElement)))
}

const begins = (key: string) =>
  [...groups].some((group) => group.current.shortcuts.some((s) => s.keys.startsWith(`${key} `)))

function nameOf(event: KeyboardEvent): string {
  // Shift is part of a sign such as `?` already; it is named only with keys that have no sign of their own.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'Shift+' : ''
  const key =
    event.key === ' '
      ? 'Space'
      : event.key.length === 1 && (shift || event.ctrlKey || event.metaKey)
        ? event.key.toUpperCase()
        : event.key
  return `${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${key}`
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="listbox"], [role="menu"]')) return true
  return target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])')
}

const dialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null
