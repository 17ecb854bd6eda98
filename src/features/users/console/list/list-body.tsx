import type { Dispatch, ReactNode } from 'react'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { Pager } from '#src/console/kit/pager.tsx'
import { SkeletonRows, useAfter } from '#src/console/kit/states.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NoMatches, NotLoaded, NoUsersYet } from './list-states.tsx'
import { movedAway, type SelectionState, type SelectionStep } from './selection/selection.ts'
import { withPeople } from './address/address.ts'
import { shownSet, type List } from './use-list.ts'
import type { Places } from './pages/use-places.ts'
import type { Rows } from './rows/use-rows.ts'
import type { Steps } from './use-steps.ts'
import { UserCards } from './rows/user-cards.tsx'
import { UsersTable } from './rows/users-table.tsx'
import classes from './users-page.module.css'

/** Whether anything but the chosen sites narrows the list. */
export const isNarrowed = ({ conditions }: Pick<List, 'conditions'>) => conditions.length > 0

export type ListBodyProps = {
  list: List
  steps: Steps
  places: Places
  rows: Rows
  selection: SelectionState
  dispatch: Dispatch<SelectionStep>
  /** Selects everybody who matches. */
  everyone: () => void
}

/** The people themselves, or why there are none. */
export function ListBody(props: ListBodyProps) {
  const { list, steps, places, rows } = props
  const { page, address } = list
  if (page.rows === undefined) {
    return page.error ? (
      <NotLoaded error={page.error} onRetry={page.refetch} onFirstPage={() => steps.place({})} />
    ) : (
      <Loading page={page} />
    )
  }
  if (page.rows.length === 0 && !page.stale && !address.after && !address.before) return <Nobody list={list} />
  const drawn = {
    rows: rows.props,
    columns: list.columns,
    sort: address.sort,
    onSort: steps.sort,
    page: rows.page,
    onPage: (on: boolean) => props.dispatch({ do: 'page', ids: rows.props.map((one) => one.row.id), on }),
    banner: bannerOf(props),
  }
  return (
    <>
      {page.stale && <Slow key={list.shownKey} page={page} />}
      {list.layout === 'table' ? <UsersTable {...drawn} /> : <UserCards {...drawn} />}
      <Pager
        what="users"
        size={list.size}
        onSize={steps.size}
        onFirst={places.first}
        onPrevious={places.previous}
        onNext={places.next}
        onNearNext={places.nearNext}
        onLast={places.last}
        rows={page.rows.length}
        total={page.total}
        from={places.from}
      />
    </>
  )
}

function Loading({ page }: { page: List['page'] }) {
  if (!page.fetching) return <Stopped onAgain={page.refetch} />
  return <SkeletonRows what="users" rows={12} slow="Still searching…" onCancel={page.cancel} />
}

const Stopped = ({ onAgain }: { onAgain: () => void }) => (
  <p className={classes.slow}>
    The search was stopped; nothing newer is shown. <TextButton onClick={onAgain}>Search again</TextButton>
  </p>
)

/** The rows from before stay while others are searched; after three seconds that can be stopped. */
function Slow({ page }: { page: List['page'] }) {
  const slow = useAfter(3000)
  if (!page.fetching) return <Stopped onAgain={page.refetch} />
  if (!slow) return null
  return (
    <p className={classes.slow} role="status">
      Still searching…{' '}
      <AppButton small onClick={page.cancel}>
        Cancel
      </AppButton>
    </p>
  )
}

function Nobody({ list }: { list: List }) {
  const { can } = useMe()
  const { address, nameOf, change } = list
  if (!isNarrowed(list) && address.filters.site === undefined) return <NoUsersYet mayCreate={can('users.create')} />
  return <NoMatches people={address} nameOf={nameOf} onChange={(people) => change(withPeople(address, people))} />
}

/** Offers everybody who matches once the whole page is ticked, and says so once they are selected. */
function bannerOf({ list, rows, selection: { selection }, dispatch, everyone }: ListBodyProps): ReactNode {
  const { total } = list.page
  const shown = rows.props.length
  if (selection.mode !== 'some') {
    if (movedAway(selection, shownSet(list)) || selection.excluded.size > 0) return null
    return (
      <>
        All {total === undefined ? '' : formatNumber(total)} {isNarrowed(list) ? 'matching' : 'users'} are selected.{' '}
        <TextButton onClick={() => dispatch({ do: 'clear' })}>Clear</TextButton>
      </>
    )
  }
  if (rows.page !== 'all' || total === undefined || total <= shown) return null
  return (
    <>
      {formatNumber(shown)} on this page selected.{' '}
      <TextButton onClick={everyone}>
        Select all {formatNumber(total)} {isNarrowed(list) ? 'matching' : 'users'}
      </TextButton>
    </>
  )
}
