import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Checkbox } from '../choices.tsx'
import { SearchIcon } from '../icons.ts'
import { formatNumber } from '../numbers.ts'
import { TextField } from '../text-field.tsx'
import { LEVELS, type DualOption, type ListProps } from './dual-list-props.ts'
import { byGroup, matching } from './search.ts'
import { useMore } from './use-side.ts'
import classes from './dual-list.module.css'

type Row = { readonly heading: string } | { readonly option: DualOption }

/** The same choice on a narrow screen: one list, a checkbox for each, drawn as it scrolls. */
export function CheckboxList({ label, name, options, chosen, move, levels, onLevel, more }: ListProps) {
  const [search, setSearch] = useState('')
  useMore(more, search)
  const frame = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(matching(options, search)), [options, search])
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, and not memoized
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 44,
    overscan: 8,
  })
  const draw = (row: Row) => {
    if ('heading' in row) return <div className={classes.group}>{row.heading}</div>
    const { id, label: words, lockedWhy } = row.option
    const on = chosen.has(id)
    return (
      <div className={classes.checkRow}>
        <Checkbox
          label={<bdi>{words}</bdi>}
          checked={on}
          lockedWhy={lockedWhy}
          onChange={(next) => move([id], next ? 'selected' : 'available')}
        />
        {on && onLevel && (
          <select
            aria-label={`Level of ${words}`}
            value={levels?.[id] ?? ''}
            onChange={(event) => onLevel(id, Number(event.currentTarget.value) || null)}
          >
            <option value="">No level</option>
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                Level {level}
              </option>
            ))}
          </select>
        )}
      </div>
    )
  }
  return (
    <div className={classes.column}>
      <div className={classes.head}>
        <TextField
          name={`${name}-search`}
          label={`Search ${label}`}
          hiddenLabel
          placeholder="Search"
          type="search"
          value={search}
          onChange={setSearch}
          leading={<SearchIcon size={14} aria-hidden />}
        />
        <span className={classes.count}>
          {formatNumber(chosen.size)} of {formatNumber(Math.max(more?.total ?? 0, options.length))}
        </span>
      </div>
      <div ref={frame} className={classes.frame} tabIndex={0} role="group" aria-label={label}>
        {rows.length === 0 && <div className={classes.empty}>Nothing found</div>}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className={classes.placed}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {draw(row)}
                </div>
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

const rowsOf = (options: readonly DualOption[]): Row[] =>
  byGroup(options).flatMap((group) => [
    ...(group.name === undefined ? [] : [{ heading: group.name }]),
    ...group.options.map((option) => ({ option })),
  ])
