import { memo } from 'react'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { fullName } from '../../widgets/user-name.ts'
import { cells } from './cells.tsx'
import type { ColumnName } from '../columns/columns.ts'
import { MenuButton, Name, RowTick } from './row-controls.tsx'
import { isOnRow, onContextMenu, type RowProps } from './row-parts.ts'
import classes from './users-table.module.css'

type TableRowProps = RowProps & {
  columns: readonly ColumnName[]
  /** Counted from 1, the head among them; only where rows are virtual. */ index?: number
}

export const TableRow = memo(function TableRow({ columns, index, ...props }: TableRowProps) {
  const { row, ticked, current, peeked, search, handlers } = props
  return (
    <tr
      aria-rowindex={index}
      data-ticked={ticked === 'yes' || undefined}
      data-peeked={peeked || undefined}
      onFocus={() => handlers.visit(row.id)}
      onClick={(event) => isOnRow(event) && handlers.peek(row)}
      onContextMenu={(event) => onContextMenu(event, (at) => handlers.menu(row, at, event.currentTarget))}
    >
      <td className={classes.tick}>
        <RowTick row={row} ticked={ticked} current={current} handlers={handlers} />
      </td>
      <th scope="row" className={classes.name}>
        <span className={classes.who}>
          <Avatar name={fullName(row)} id={row.id} size={24} />
          <Name row={row} search={search} current={current} withUsername={!columns.includes('username')} />
        </span>
      </th>
      {columns.map((name) => name !== 'name' && <td key={name}>{cells[name](row, search)}</td>)}
      <td className={classes.menu}>
        <MenuButton row={row} current={current} handlers={handlers} />
      </td>
    </tr>
  )
})
