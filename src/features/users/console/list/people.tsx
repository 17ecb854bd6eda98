import { lazy, Suspense, useEffect, useRef, type RefObject } from 'react'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { mayEdit } from '../widgets/row-actions.ts'
import { useUserActions } from '../widgets/user-action-dialogs.tsx'
import { isNarrowed, ListBody } from './list-body.tsx'
import type { PeekProps } from './peek.tsx'
import { useAnnouncements } from './use-announcements.ts'
import { useCursor } from './keys/use-cursor.ts'
import { useKeys } from './keys/use-keys.ts'
import { shownSet, type List } from './use-list.ts'
import { usePlaces } from './pages/use-places.ts'
import { useRowMenu } from './rows/use-row-menu.tsx'
import { useRows } from './rows/use-rows.ts'
import { isEmpty } from './selection/selection.ts'
import { useSelection } from './selection/use-selection.ts'
import type { Steps } from './use-steps.ts'

// Nobody is selected when the list is opened.
const Bulk = lazy(() => import('./bulk/bulk.tsx').then((m) => ({ default: m.Bulk })))
const Peek = lazy(() => import('./peek.tsx').then((m) => ({ default: m.Peek })))

export type PeopleProps = {
  list: List
  steps: Steps
  /** Opens "+ Filter". */
  addFilter: () => void
  /** What keys lead to. */
  search: RefObject<HTMLElement | null>
  filter: RefObject<HTMLElement | null>
  page: RefObject<HTMLElement | null>
}

/** The people and who of them is selected; apart from the page, so that a tick draws a row and not the page. */
export function People({ list, steps, addFilter, search, filter, page }: PeopleProps) {
  const places = usePlaces(list, steps.place)
  const [selection, dispatch] = useSelection()
  const cursor = useCursor(list.page.rows, list.shownKey, list.layout)
  const actions = useUserActions({
    onDone: (action, user) => {
      if (action === 'delete') dispatch({ do: 'tick', id: user.id, on: false })
      cursor.expectLoss()
    },
  })
  const { show: showMenu, menu } = useRowMenu(actions.open)
  const rows = useRows({ list, selection, dispatch, cursor, peek: (row) => steps.peek(row.id), menu: showMenu })
  const body = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const shown = shownSet(list)
  const everyone = () =>
    dispatch(isNarrowed(list) ? { do: 'matching', people: shown.people } : { do: 'all', site: shown.site })
  const state = { list, steps, places, rows, selection, dispatch, everyone }
  useAnnouncements(list, selection.selection)
  useEffect(() => dispatch({ do: 'forget' }), [list.shownKey, dispatch])
  useKeys({ ...state, cursor, showMenu, addFilter, refs: { search, filter, page, body, bar } })
  return (
    <>
      {actions.dialogs}
      <div ref={body}>
        <ListBody {...state} />
      </div>
      {(!isEmpty(selection.selection) || selection.cleared !== null) && (
        <Suspense fallback={null}>
          <Bulk ref={bar} list={list} steps={steps} state={selection} dispatch={dispatch} open={actions.open} />
        </Suspense>
      )}
      <Preview list={list} onClose={() => steps.peek(null)} onMenu={showMenu} />
      {menu}
    </>
  )
}

function Preview({ list, onClose, onMenu }: { list: List; onClose: () => void; onMenu: PeekProps['onMenu'] }) {
  const me = useMe()
  const { peek } = list.address
  if (peek === null) return null
  const row = list.page.rows?.find((one) => one.id === peek)
  return (
    <Suspense fallback={null}>
      <Peek
        id={peek}
        wide={list.width !== 'narrow'}
        mayEdit={row !== undefined && mayEdit(row, me)}
        onClose={onClose}
        onMenu={onMenu}
      />
    </Suspense>
  )
}
