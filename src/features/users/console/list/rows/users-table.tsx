import { lazy, Suspense, useRef, type ReactNode } from 'react'
import { ChevronDownIcon, ChevronUpIcon, SelectorIcon } from '#src/console/kit/icons.ts'
import type { Sort, SortName } from '../../../contract/sorts.ts'
import { columns as columnsOf, definitionOf, type ColumnName } from '../columns/columns.ts'
import { Tick } from './row-controls.tsx'
import type { RowProps } from './row-parts.ts'
import { TableRow } from './table-row.tsx'
import { useOverflow } from './use-overflow.ts'
import classes from './users-table.module.css'

/** Fetched by those who choose pages of 200; the first page of everybody else is 10 kB lighter. */
const VirtualRows = lazy(() => import('./virtual-rows.tsx').then((m) => ({ default: m.VirtualRows })))

/** Up to here every row stands in the page: Ctrl+F finds it and screen readers keep their place (CONSOLE, paging). */
const MOST_PLAIN = 100

export type ListProps = {
  rows: readonly RowProps[]
  columns: readonly ColumnName[]
  sort: Sort
  onSort: (sort: Sort) => void
  /** The whole page: ticked, in part, or not. */
  page: 'all' | 'some' | 'none'
  onPage: (on: boolean) => void
  /** Offers to select everyone who matches. */
  banner: ReactNode
}

export function UsersTable({ rows, columns, sort, onSort, page, onPage, banner }: ListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const overflows = useOverflow(frame)
  const virtual = rows.length > MOST_PLAIN
  const width = columns.length + 2
  return (
    <div
      ref={frame}
      className={classes.frame}
      data-overflows={overflows || undefined}
      tabIndex={overflows ? 0 : undefined}
      role={overflows ? 'region' : undefined}
      aria-label={overflows ? 'Users, to be scrolled sideways' : undefined}
    >
      <table
        className={classes.table}
        style={{ minWidth: leastWidth(columns) }}
        aria-rowcount={virtual ? rows.length + 1 : undefined}
      >
        <caption className="rc-hidden-text">Users, sorted by {sayOrder(sort)}</caption>
        <thead>
          <tr aria-rowindex={virtual ? 1 : undefined}>
            <th scope="col" className={classes.tick}>
              <Tick
                label="Select everybody on this page"
                ticked={page === 'none' ? 'no' : 'yes'}
                partly={page === 'some'}
                onTick={() => onPage(page !== 'all')}
              />
            </th>
            {columns.map((name) => (
              <Head key={name} name={name} sort={sort} onSort={onSort} />
            ))}
            <th scope="col" className={classes.menu}>
              <span className="rc-hidden-text">Actions</span>
            </th>
          </tr>
        </thead>
        {banner && (
          <tbody>
            <tr className={classes.banner}>
              <td colSpan={width}>{banner}</td>
            </tr>
          </tbody>
        )}
        {virtual ? (
          <Suspense fallback={<tbody />}>
            <VirtualRows rows={rows} columns={columns} width={width} />
          </Suspense>
        ) : (
          <tbody>
            {rows.map((props) => (
              <TableRow key={props.row.id} columns={columns} {...props} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  )
}

const TICK_AND_MENU = 84
const leastWidth = (columns: readonly ColumnName[]) =>
  columns.reduce((sum, name) => sum + definitionOf(name).width, TICK_AND_MENU)

const sayOrder = ({ by, descending }: Sort) =>
  `${columnsOf[by].label.toLowerCase()}${descending ? ', from the end' : ''}`

function Head({ name, sort, onSort }: { name: ColumnName; sort: Sort; onSort: (sort: Sort) => void }) {
  const { label, sort: by, width } = definitionOf(name)
  const className = name === 'name' ? classes.name : undefined
  if (!by) {
    return (
      <th scope="col" className={className} style={{ width }}>
        {label}
      </th>
    )
  }
  const sorted = sort.by === by
  return (
    <th
      scope="col"
      className={className}
      style={{ width }}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={classes.sort} onClick={() => onSort(turned(sort, by))}>
        {label}
        <SortMark state={sorted ? (sort.descending ? 'down' : 'up') : 'none'} />
      </button>
    </th>
  )
}

const turned = (sort: Sort, by: SortName): Sort => ({ by, descending: sort.by === by && !sort.descending })

function SortMark({ state }: { state: 'up' | 'down' | 'none' }) {
  const Icon = { up: ChevronUpIcon, down: ChevronDownIcon, none: SelectorIcon }[state]
  return <Icon size={14} aria-hidden data-none={state === 'none' || undefined} />
}
