import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useGo } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { importPath } from '../../../imports/console/widgets/import-path.ts'
import { mayEdit } from '../widgets/row-actions.ts'
import { useUserActions } from '../widgets/UserActionDialogs.tsx'
import { bulkActions } from './bulk-actions.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { Finding } from './finding.tsx'
import { isNarrowed, ListBody } from './list-body.tsx'
import { Notices } from './notices.tsx'
import type { PeekProps } from './peek.tsx'
import type { Selection } from './selection.ts'
import { useAnnouncements } from './use-announcements.ts'
import { useCursor } from './use-cursor.ts'
import { useKeys } from './use-keys.ts'
import { shownSet, useList, type List } from './use-list.ts'
import { usePlaces } from './use-places.ts'
import { useRowMenu } from './use-row-menu.tsx'
import { useRows } from './use-rows.ts'
import { useSelection } from './use-selection.ts'
import { useSteps } from './use-steps.ts'
import { useWalk } from './use-walk.ts'
import { Views } from './views.tsx'
import classes from './users-page.module.css'

const Peek = lazy(() => import('./peek.tsx').then((m) => ({ default: m.Peek })))

/** `/users`: everybody whom this person may see, found, ordered, selected and led to (LIST-1 to LIST-8). */
export function UsersPage() {
  const { can } = useMe()
  return can('users.read') ? <People /> : <NotAllowed page="Users" permission="users.read" />
}

function People() {
  const me = useMe()
  const go = useGo()
  const list = useList()
  const steps = useSteps(list)
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
  const [adding, setAdding] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const filter = useRef<HTMLButtonElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const shown = shownSet(list)
  const everyone = () =>
    dispatch(isNarrowed(list) ? { do: 'matching', people: shown.people } : { do: 'all', site: shown.site })
  useAnnouncements(list, selection.selection)
  useWalk(list)
  useEffect(() => dispatch({ do: 'forget' }), [list.shownKey, dispatch])
  useKeys({
    list,
    steps,
    places,
    rows,
    cursor,
    selection,
    dispatch,
    showMenu,
    everyone,
    addFilter: () => setAdding(true),
    refs: { search, filter, page, body, bar },
  })
  return (
    <div ref={page} className={classes.page}>
      <Header list={list} />
      <Views list={list} />
      <Finding list={list} steps={steps} searchRef={search} filterRef={filter} adding={adding} onAdding={setAdding} />
      {actions.dialogs}
      <Notices list={list} steps={steps} />
      <div ref={body}>
        <ListBody
          list={list}
          steps={steps}
          places={places}
          rows={rows}
          selection={selection}
          dispatch={dispatch}
          everyone={everyone}
        />
      </div>
      <BulkBar
        ref={bar}
        state={selection}
        dispatch={dispatch}
        shown={shown}
        matching={{ total: list.page.total, words: list.conditions }}
        everybody={{ total: isNarrowed(list) ? list.page.everybody : list.page.total, words: list.sites }}
        hidden={hiddenOf(list, selection.selection)}
        actions={bulkActions(selection.selection, { rights: me, open: actions.open, go })}
      />
      <Preview list={list} onClose={() => steps.peek(null)} onMenu={showMenu} />
      {menu}
    </div>
  )
}

function Header({ list: { page } }: { list: List }) {
  const { can } = useMe()
  return (
    <PageHeader
      title="Users"
      count={page.total}
      total={page.everybody}
      actions={
        can('users.create') && (
          <>
            <ButtonLink to={importPath}>Bulk create</ButtonLink>
            <ButtonLink to="/users/new" look="primary" icon={<PlusIcon size={16} aria-hidden />}>
              New user
            </ButtonLink>
          </>
        )
      }
    />
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

/** How many of those ticked the filters hide: known where the whole list stands on one page. */
function hiddenOf(list: List, selection: Selection): number | undefined {
  const { rows, next, previous, stale } = list.page
  if (selection.mode !== 'some' || !isNarrowed(list) || !rows || next !== null || previous !== null || stale)
    return undefined
  const seen = new Set(rows.map((row) => row.id))
  return [...selection.ids].filter((id) => !seen.has(id)).length
}
