import { useEffect, useRef, type Dispatch, type RefObject } from 'react'
import { useGo } from '#src/console/routing.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { mayEdit } from '../../widgets/row-actions.ts'
import { nameId, type RowHandlers } from '../rows/row-parts.ts'
import { isEmpty, type SelectionState, type SelectionStep } from '../selection/selection.ts'
import type { Cursor } from './use-cursor.ts'
import type { List } from '../use-list.ts'
import { usePageKeys, useRowKeys } from './use-list-keys.ts'
import type { Places } from '../pages/use-places.ts'
import type { Rows } from '../rows/use-rows.ts'
import type { Steps } from '../use-steps.ts'

export type KeysAsk = {
  list: List
  steps: Steps
  places: Places
  rows: Rows
  cursor: Cursor
  selection: SelectionState
  dispatch: Dispatch<SelectionStep>
  showMenu: RowHandlers['menu']
  everyone: () => void
  addFilter: () => void
  refs: {
    readonly search: RefObject<HTMLElement | null>
    readonly filter: RefObject<HTMLElement | null>
    readonly page: RefObject<HTMLElement | null>
    readonly body: RefObject<HTMLElement | null>
    readonly bar: RefObject<HTMLElement | null>
  }
}

/** What each key does to this list (CONSOLE 4.2). */
export function useKeys(ask: KeysAsk) {
  const { list, steps, places, selection, dispatch, refs } = ask
  const me = useMe()
  const go = useGo()
  const layered = useLayered()
  usePageKeys(
    {
      search: () => refs.search.current?.focus(),
      filter: () => {
        // It takes the focus back when it is closed.
        refs.filter.current?.focus()
        ask.addFilter()
      },
      create: me.can('users.create') ? () => go('/users/new') : undefined,
      layout: () => steps.layout(list.layout === 'table' ? 'cards' : 'table'),
      bulkBar: () => refs.bar.current?.querySelector('button')?.focus(),
      previous: places.previous,
      next: places.next,
      escape: () => {
        if (layered.current) return
        if (list.address.peek !== null) steps.peek(null)
        else if (!isEmpty(selection.selection)) dispatch({ do: 'clear' })
      },
    },
    refs.page,
  )
  useKeysOfRow(ask)
}

/** Whether a menu or a dialog stood open when the key was pressed: then Escape is its own (CONSOLE 4.2). */
function useLayered(): RefObject<boolean> {
  const layered = useRef(false)
  useEffect(() => {
    const note = () => {
      layered.current = document.querySelector('[role="menu"], [role="dialog"]') !== null
    }
    document.addEventListener('keydown', note, { capture: true })
    return () => document.removeEventListener('keydown', note, { capture: true })
  }, [])
  return layered
}

function useKeysOfRow({ list, steps, rows, cursor, selection, dispatch, showMenu, everyone, refs }: KeysAsk) {
  const me = useMe()
  const go = useGo()
  const { current } = cursor
  const order = rows.props.map((props) => props.row.id)
  const name = useRef<HTMLElement>(null)
  useEffect(() => {
    name.current = current ? document.getElementById(nameId(current.id)) : null
  })
  useRowKeys(
    {
      move: (by, extend) => {
        const to = cursor.move(by)
        if (!to) return
        if (list.address.peek !== null) steps.peek(to.id)
        if (!extend) return
        if (selection.anchor === null && current) dispatch({ do: 'tick', id: current.id, on: true })
        dispatch({ do: 'range', to: to.id, on: true, order })
      },
      tick: (range) => {
        const props = rows.props.find((one) => one.row.id === current?.id)
        props?.handlers.tick(props.row.id, props.ticked === 'no', range)
      },
      everyone: () => (rows.page === 'all' ? everyone() : dispatch({ do: 'page', ids: order, on: true })),
      peek: () => current && steps.peek(current.id),
      edit: current && mayEdit(current, me) ? () => go(`/users/${current.id}/edit`) : undefined,
      menu: () => {
        if (current && name.current) showMenu(current, name.current.getBoundingClientRect(), name.current)
      },
    },
    refs.body,
    name,
  )
}
