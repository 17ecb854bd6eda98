import { useState, type ReactNode } from 'react'
import { TextButton } from './button.tsx'
import { Checkbox } from './choices.tsx'
import { formatNumber } from './numbers.ts'
import classes from './selecting.module.css'

type Row = { readonly id: string }
/** Some rows by their ids, also of other pages; or all that are found. */
type Selected = { readonly of: string; readonly all: boolean; readonly ids: ReadonlySet<string> }

/** What is ticked among the rows that `of`, the search, finds: another search is about other rows. */
export function useSelecting(of: string) {
  const none: Selected = { of, all: false, ids: new Set() }
  const [state, setState] = useState(none)
  const { all, ids } = state.of === of ? state : none
  return {
    all,
    /** None while all are selected: those are named by the search. */
    ids,
    count: (total: number) => (all ? total : ids.size),
    has: ({ id }: Row) => all || ids.has(id),
    toggle: (rows: readonly Row[], on: boolean) => {
      const next = new Set(ids)
      for (const { id } of rows)
        if (on) next.add(id)
        else next.delete(id)
      setState({ of, all: false, ids: next })
    },
    selectAll: () => setState({ of, all: true, ids: new Set() }),
    clear: () => setState(none),
  }
}
export type Selecting = ReturnType<typeof useSelecting>

type SelectingBarProps = {
  /** "Selected leads". */
  label: string
  name: string
  page: readonly Row[]
  total: number
  /** What the total is of, where that is not everything: " found". */
  found?: string
  selected: Selecting
  /** What can be done to those selected; there while some are. */
  children: ReactNode
}

/** Above a list: the page at once, everything that is found, and what is done to those selected. */
export function SelectingBar({ label, name, page, total, found = '', selected, children }: SelectingBarProps) {
  const count = selected.count(total)
  const onPage = page.filter(selected.has).length
  return (
    <div className={classes.bar} role="group" aria-label={label}>
      <Checkbox
        name={name}
        label="Select this page"
        checked={onPage === page.length}
        partly={onPage > 0 && onPage < page.length}
        onChange={(on) => (selected.all ? selected.clear() : selected.toggle(page, on))}
      />
      {count > 0 && (
        <>
          <strong>{formatNumber(count)} selected</strong>
          {!selected.all && total > page.length && (
            <TextButton onClick={selected.selectAll}>{`Select all ${formatNumber(total)}${found}`}</TextButton>
          )}
          {children}
          <TextButton onClick={selected.clear}>Clear</TextButton>
        </>
      )}
    </div>
  )
}
