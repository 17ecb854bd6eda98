import type { ReactNode } from 'react'
import { CheckIcon } from './icons.ts'
import classes from './plain-table.module.css'

export type PlainColumn<T> = {
  label: string
  cell: (row: T) => ReactNode
  /** Where the window is narrow it stands below the row's name instead. */
  wide?: boolean
  /** Buttons need no heading for the eye, only for the ear. */
  hiddenLabel?: boolean
}

export type PlainTableProps<T> = {
  caption: string
  /** The first one names the row. */
  columns: readonly PlainColumn<T>[]
  rows: readonly T[]
  idOf: (row: T) => string | number
  /** What was just done to one row, said beside its name: "Saved". */
  done?: { readonly id: string | number; readonly word: string }
}

/** The things of a settings page, a few hundred at most. */
export function PlainTable<T>({ caption, columns, rows, idOf, done }: PlainTableProps<T>) {
  const [name, ...others] = columns
  if (!name) return null
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="rc-hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, wide, hiddenLabel }) => (
              <th key={label} scope="col" className={wide ? classes.wide : undefined}>
                {hiddenLabel ? <span className="rc-hidden-text">{label}</span> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} data-done={idOf(row) === done?.id || undefined}>
              <th scope="row">
                {name.cell(row)}
                {idOf(row) === done?.id && <Done word={done.word} />}
                <Below row={row} columns={others.filter(({ wide }) => wide)} />
              </th>
              {others.map(({ label, cell, wide, hiddenLabel }) => (
                <td key={label} className={wide ? classes.wide : hiddenLabel ? classes.end : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Done = ({ word }: { word: string }) => (
  <span className={classes.done}>
    <CheckIcon size={14} aria-hidden /> {word}
  </span>
)

function Below<T>({ row, columns }: { row: T; columns: readonly PlainColumn<T>[] }) {
  if (columns.length === 0) return null
  return (
    <dl className={classes.below}>
      {columns.map(({ label, cell }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{cell(row)}</dd>
        </div>
      ))}
    </dl>
  )
}
