import { lazy, Suspense, useEffect, useRef, type RefObject } from 'react'
import { useGo } from '#src/console/routing.tsx'
import { useMassActions } from '../../../changes/console/widgets/use-mass-actions.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { mayEdit } from '../widgets/row-actions.ts'
import { useUserActions } from '../widgets/UserActionDialogs.tsx'
import { formatAddress } from './address.ts'
import { isOne, oneActions } from './bulk-actions.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { isNarrowed, ListBody } from './list-body.tsx'
import { targetOf } from './mass-target.ts'
import type { PeekProps } from './peek.tsx'
import { useAnnouncements } from './use-announcements.ts'
import { useCursor } from './use-cursor.ts'
import { useHidden } from './use-hidden.ts'
import { useKeys } from './use-keys.ts'
import { shownSet, type List } from './use-list.ts'
import { usePlaces } from './use-places.ts'
import { useRowMenu } from './use-row-menu.tsx'
import { useRows } from './use-rows.ts'
import { countOf, type SelectionState } from './selection.ts'
import { useSelection } from './use-selection.ts'
import { useSetTotal } from './use-set-total.ts'
import type { Steps } from './use-steps.ts'

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
  const me = useMe()
  const go = useGo()
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
  const everybody = { total: isNarrowed(list) ? list.page.everybody : list.page.total, words: list.sites }
  const mass = useMass(list, selection, everybody.total)
  const body = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const shown = shownSet(list)
  const hidden = useHidden(list, selection.selection)
  const everyone = () =>
    dispatch(isNarrowed(list) ? { do: 'matching', people: shown.people } : { do: 'all', site: shown.site })
  const state = { list, steps, places, rows, selection, dispatch, everyone }
  useAnnouncements(list, selection.selection)
  useEffect(() => dispatch({ do: 'forget' }), [list.shownKey, dispatch])
  useKeys({ ...state, cursor, showMenu, addFilter, refs: { search, filter, page, body, bar } })
  return (
    <>
      {actions.dialogs}
      {mass.asking}
      <div ref={body}>
        <ListBody {...state} />
      </div>
      <BulkBar
        ref={bar}
        state={selection}
        dispatch={dispatch}
        shown={shown}
        matching={{ total: list.page.total, words: list.conditions }}
        everybody={everybody}
        hidden={hidden}
        onShowSelected={steps.pick(selection.selection)}
        menus={isOne(selection.selection) ? [] : mass.menus}
        actions={
          isOne(selection.selection)
            ? oneActions(selection.selection, { rights: me, open: actions.open, go })
            : mass.buttons
        }
        busy={mass.busy}
      />
      <Preview list={list} onClose={() => steps.peek(null)} onMenu={showMenu} />
      {menu}
    </>
  )
}

/** What can be done with everybody who is selected, however many they are. */
function useMass(list: List, { selection }: SelectionState, everybody: number | undefined) {
  const total = useSetTotal(selection, shownSet(list), list.page.total, everybody)
  return useMassActions({
    target: () => targetOf(selection),
    count: countOf(selection, total ?? null) ?? undefined,
    from: formatAddress(list.address),
  })
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
