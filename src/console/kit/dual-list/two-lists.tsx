import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react'
import { ArrowLeftIcon, ArrowRightIcon, SearchIcon } from '../icons.ts'
import { AppButton } from '../button.tsx'
import { formatNumber } from '../numbers.ts'
import { TextField } from '../text-field.tsx'
import { ChoiceList } from './choice-list.tsx'
import type { Move } from './dual-list-body.tsx'
import type { DualListProps, DualOption } from './dual-list-props.ts'
import { LevelButtons } from './level-buttons.tsx'
import { matching } from './search.ts'
import classes from './dual-list.module.css'

export type ListProps = DualListProps & { chosen: ReadonlySet<number>; move: Move }

const NOBODY: ReadonlySet<number> = new Set()

export function TwoLists({ label, name, options, chosen, move, levels, onLevel }: ListProps) {
  const left = useSide(useMemo(() => options.filter((o) => !chosen.has(o.id)), [options, chosen]))
  const right = useSide(useMemo(() => options.filter((o) => chosen.has(o.id)), [options, chosen]))
  const addable = left.shown.filter((option) => option.lockedWhy === undefined)
  const take = (from: Side, ids: readonly number[], where: 'selected' | 'available') => {
    move(ids, where)
    from.setTicked(NOBODY)
  }
  const send = (from: Side, ids: readonly number[], where: 'selected' | 'available') => {
    take(from, ids, where)
    // Focus stays where one works, also when a button between the lists was pressed.
    if (!from.list.current?.contains(document.activeElement)) from.list.current?.focus()
  }
  const drag = { type: `rollcall-${name}` }
  return (
    <div className={classes.lists}>
      <Column title="Available" side={left} label={label} count={left.search === '' ? formatNumber(left.all.length) : `${formatNumber(left.shown.length)} of ${formatNumber(left.all.length)}`}>
        <ChoiceList label={`Available: ${label}`} side={left} empty={left.search === '' ? 'Everything is selected' : 'Nothing found'} onMove={(ids) => send(left, ids, 'selected')} onDropped={(ids) => take(right, ids, 'available')} drag={drag} />
      </Column>
      <div className={classes.between}>
        <AppButton small after={<ArrowRightIcon size={14} className="rc-flip" aria-hidden />} disabled={left.ticked.size === 0} onClick={() => send(left, [...left.ticked], 'selected')}>
          Add
        </AppButton>
        <AppButton small icon={<ArrowLeftIcon size={14} className="rc-flip" aria-hidden />} disabled={right.ticked.size === 0} onClick={() => send(right, [...right.ticked], 'available')}>
          Remove
        </AppButton>
        <AppButton small look="quiet" disabled={addable.length === 0} onClick={() => send(left, addable.map((o) => o.id), 'selected')}>
          Add all shown
        </AppButton>
      </div>
      <Column title="Selected" side={right} label={label} count={`${formatNumber(chosen.size)} of ${formatNumber(options.length)}`}>
        <ChoiceList
          label={`Selected: ${label}`}
          side={right}
          empty={right.search === '' ? 'Nothing selected' : 'Nothing found'}
          onMove={(ids) => send(right, ids, 'available')}
          onDropped={(ids) => take(left, ids, 'selected')}
          drag={drag}
          levels={levels}
          onLevel={onLevel}
        />
        {onLevel && <LevelButtons options={right.all} ticked={right.ticked} levels={levels ?? {}} onLevel={onLevel} />}
      </Column>
    </div>
  )
}

export type Side = ReturnType<typeof useSide>

function useSide(all: readonly DualOption[]) {
  const list = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(NOBODY)
  // Ten thousand entries take a moment to lay out; the letter typed does not wait for them.
  const wanted = useDeferredValue(search)
  const shown = useMemo(() => matching(all, wanted), [all, wanted])
  return { all, shown, search, setSearch, ticked, setTicked, list }
}

type ColumnProps = { title: string; label: string; count: string; side: Side; children: ReactNode }

function Column({ title, label, count, side, children }: ColumnProps) {
  return (
    <div className={classes.column}>
      <div className={classes.head}>
        <h3>{title}</h3>
        <span className={classes.count}>{count}</span>
      </div>
      <TextField
        name={`${label}-${title}-search`}
        label={`Search ${title.toLowerCase()}`}
        type="search"
        value={side.search}
        onChange={side.setSearch}
        leading={<SearchIcon size={14} aria-hidden />}
        hiddenLabel
        placeholder="Search"
        onKeyDown={(event) => {
          // Enter would save the form around.
          if (event.key === 'Enter') event.preventDefault()
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            side.list.current?.focus()
          }
        }}
      />
      {children}
    </div>
  )
}
