import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { SearchIcon } from '../icons.ts'
import { TextField } from '../text-field.tsx'
import { ChoiceList } from './choice-list.tsx'
import type { DualListProps } from './dual-list-props.ts'
import type { Side } from './use-side.ts'
import classes from './dual-list.module.css'

export type ColumnProps = Pick<DualListProps, 'label' | 'name' | 'levels' | 'onLevel'> & {
  title: 'Available' | 'Selected'
  side: Side
  list: RefObject<HTMLDivElement | null>
  count: string
  /** What stands in an empty list that is not searched. */
  empty: string
  onMove: (ids: readonly number[]) => void
  onDropped: (ids: readonly number[]) => void
  dragType: string
  children?: ReactNode
}

/** A half of the two lists: title and count, search, the list, and what stands below it. */
export function Column({ label, name, title, side, list, count, empty, children, ...moving }: ColumnProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter would save the form around.
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.focus()
    }
  }
  return (
    <div className={classes.column}>
      <div className={classes.head}>
        <h3>{title}</h3>
        <span className={classes.count}>{count}</span>
      </div>
      <TextField
        name={`${name}-${title.toLowerCase()}-search`}
        label={`Search ${title.toLowerCase()}`}
        type="search"
        value={side.search}
        onChange={side.setSearch}
        leading={<SearchIcon size={14} aria-hidden />}
        hiddenLabel
        placeholder="Search"
        onKeyDown={onKeyDown}
      />
      <ChoiceList
        {...moving}
        label={`${title}: ${label}`}
        side={side}
        list={list}
        empty={side.search === '' ? empty : 'Nothing found'}
      />
      {children}
    </div>
  )
}
