/**
 * Who is selected (CONSOLE 4.1): some people by id, everyone who matches a filter, or everyone of some sites. "Everyone"
 * is a set on the server; the browser holds only whom it leaves out.
 */
export type Selection =
  | { readonly mode: 'some'; readonly ids: ReadonlySet<string> }
  /** `people`: the query of the set, as `peopleKey` writes it. */
  | { readonly mode: 'matching'; readonly people: string; readonly excluded: ReadonlySet<string> }
  /** `site`: the text of the site filter, or null for all sites of the person who asks. */
  | { readonly mode: 'all'; readonly site: string | null; readonly excluded: ReadonlySet<string> }

export type SelectionState = {
  readonly selection: Selection
  /** People ticked one by one, kept while everyone is selected, so that one can go back to "only these". */
  readonly picked: ReadonlySet<string>
  /** Where a range begins: the row that was ticked last on its own. */
  readonly anchor: string | null
  /** What was cleared last, to be put back. */
  readonly cleared: Selection | null
  /** The filters have moved away from the selected set, and the person chose to keep the set as it was. */
  readonly kept: boolean
}

export type SelectionStep =
  | { readonly do: 'tick'; readonly id: string; readonly on: boolean }
  /** From the anchor to this row, in the order that is seen. */
  | { readonly do: 'range'; readonly to: string; readonly on: boolean; readonly order: readonly string[] }
  | { readonly do: 'page'; readonly ids: readonly string[]; readonly on: boolean }
  | { readonly do: 'matching'; readonly people: string }
  | { readonly do: 'all'; readonly site: string | null }
  | { readonly do: 'picked' }
  | { readonly do: 'keep' }
  | { readonly do: 'clear' }
  | { readonly do: 'undo' }
  /** What was cleared is not offered any more. */
  | { readonly do: 'forget' }

const NOBODY: ReadonlySet<string> = new Set()
const noSelection: Selection = { mode: 'some', ids: NOBODY }
export const nobody: SelectionState = {
  selection: noSelection,
  picked: NOBODY,
  anchor: null,
  cleared: null,
  kept: false,
}

export function select(state: SelectionState, step: SelectionStep): SelectionState {
  switch (step.do) {
    case 'tick':
      return { ...ticked(state, [step.id], step.on), anchor: step.id }
    case 'range':
      return ticked(state, between(step.order, state.anchor, step.to), step.on)
    case 'page':
      return ticked(state, step.ids, step.on)
    case 'matching':
      return {
        ...state,
        selection: { mode: 'matching', people: step.people, excluded: NOBODY },
        cleared: null,
        kept: false,
      }
    case 'all':
      return { ...state, selection: { mode: 'all', site: step.site, excluded: NOBODY }, cleared: null, kept: false }
    case 'picked':
      return { ...state, selection: { mode: 'some', ids: state.picked }, cleared: null, kept: false }
    case 'keep':
      return { ...state, kept: true }
    case 'clear':
      return { ...nobody, cleared: isEmpty(state.selection) ? state.cleared : state.selection }
    case 'forget':
      return state.cleared === null ? state : { ...state, cleared: null }
    case 'undo':
      return state.cleared === null ? state : restored(state.cleared)
  }
}

/** A state that begins with a selection: after an undo, or when the tab is loaded again. */
export const restored = (selection: Selection): SelectionState => ({
  ...nobody,
  selection,
  picked: selection.mode === 'some' ? selection.ids : NOBODY,
})

function ticked(state: SelectionState, ids: readonly string[], on: boolean): SelectionState {
  const { selection } = state
  if (selection.mode === 'some') {
    const next = changed(selection.ids, ids, on)
    return { ...state, selection: { mode: 'some', ids: next }, picked: next, cleared: null }
  }
  // Everyone is selected, so unticking leaves somebody out.
  return { ...state, selection: { ...selection, excluded: changed(selection.excluded, ids, !on) }, cleared: null }
}

function changed(set: ReadonlySet<string>, ids: readonly string[], present: boolean): ReadonlySet<string> {
  const next = new Set(set)
  for (const id of ids) {
    if (present) next.add(id)
    else next.delete(id)
  }
  return next
}

function between(order: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(to)]
  // The anchor stands on another page: the range is this row alone.
  if (a < 0 || b < 0) return [to]
  return order.slice(Math.min(a, b), Math.max(a, b) + 1)
}

export const isEmpty = (selection: Selection): boolean => selection.mode === 'some' && selection.ids.size === 0

/** What the list shows now: its people and its site filter. */
export type Shown = { readonly people: string; readonly site: string | null }

/** Whether the selection was made for other filters than those that are shown. */
export const movedAway = (selection: Selection, shown: Shown): boolean =>
  selection.mode === 'matching'
    ? selection.people !== shown.people
    : selection.mode === 'all' && selection.site !== shown.site

/** `unknown`: the row may or may not belong to a set of other filters; only the server can tell. */
export function isTicked(selection: Selection, id: string, shown: Shown): 'yes' | 'no' | 'unknown' {
  if (selection.mode === 'some') return selection.ids.has(id) ? 'yes' : 'no'
  if (selection.excluded.has(id)) return 'no'
  return movedAway(selection, shown) ? 'unknown' : 'yes'
}

/** How many are selected, of a set of `total`; null while that is being counted. */
export function countOf(selection: Selection, total: number | null): number | null {
  if (selection.mode === 'some') return selection.ids.size
  return total === null ? null : Math.max(0, total - selection.excluded.size)
}

/** Where the tab keeps it. */
export const selectionKey = ({ tenant, user }: { tenant: { id: string | number }; user: { id: string } }): string =>
  `rollcall-selection-${tenant.id}-${user.id}`

/** For the tab's own storage. Ids alone: no name is written down. */
export const keepSelection = (selection: Selection): string =>
  JSON.stringify(selection, (_, value: unknown) => (value instanceof Set ? [...value] : value))

/** Reads what `keepSelection` wrote; anything else is no selection. */
export function readSelection(text: string | null): Selection {
  try {
    const kept = JSON.parse(text ?? '') as {
      mode: string
      ids?: string[]
      people?: string
      site?: string | null
      excluded?: string[]
    }
    if (kept.mode === 'some' && Array.isArray(kept.ids)) return { mode: 'some', ids: new Set(kept.ids) }
    const excluded = new Set(kept.excluded ?? [])
    if (kept.mode === 'matching' && typeof kept.people === 'string')
      return { mode: 'matching', people: kept.people, excluded }
    if (kept.mode === 'all') return { mode: 'all', site: kept.site ?? null, excluded }
  } catch {
    // Nothing was kept, or it was kept by another release.
  }
  return noSelection
}
