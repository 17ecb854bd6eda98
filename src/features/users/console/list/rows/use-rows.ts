import { useLayoutEffect, useMemo, useRef, type Dispatch } from 'react'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { mayEdit } from '../../widgets/row-actions.ts'
import type { RowHandlers, RowProps } from './row-parts.ts'
import { isTicked, type SelectionState, type SelectionStep } from '../selection/selection.ts'
import type { Cursor } from '../keys/use-cursor.ts'
import { shownSet, type List } from '../use-list.ts'

type RowsAsk = {
  list: List
  selection: SelectionState
  dispatch: Dispatch<SelectionStep>
  cursor: Cursor
  peek: RowHandlers['peek']
  menu: RowHandlers['menu']
}

export type Rows = { readonly props: readonly RowProps[]; readonly page: 'all' | 'some' | 'none' }

/** What each row needs; handlers stay the same, so that ticking one row draws one row. */
export function useRows({ list, selection, dispatch, cursor, peek, menu }: RowsAsk): Rows {
  const me = useMe()
  const rows = list.page.rows ?? []
  const now = { peek, menu, visit: cursor.visit, order: rows.map((row) => row.id) }
  const latest = useRef(now)
  useLayoutEffect(() => {
    latest.current = now
  })
  const handlers = useMemo<RowHandlers>(
    () => ({
      tick: (id, on, range) =>
        dispatch(range ? { do: 'range', to: id, on, order: latest.current.order } : { do: 'tick', id, on }),
      peek: (row) => latest.current.peek(row),
      menu: (...asked) => latest.current.menu(...asked),
      visit: (id) => latest.current.visit(id),
    }),
    [dispatch],
  )
  const shown = shownSet(list)
  const props = rows.map((row): RowProps => ({
    row,
    ticked: isTicked(selection.selection, row.id, shown),
    current: row.id === cursor.current?.id,
    peeked: row.id === list.address.peek,
    search: list.address.search,
    mayEdit: mayEdit(row, me),
    handlers,
  }))
  const all = props.length > 0 && props.every((row) => row.ticked === 'yes')
  return { props, page: all ? 'all' : props.some((row) => row.ticked !== 'no') ? 'some' : 'none' }
}
