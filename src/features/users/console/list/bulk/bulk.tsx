import { lazy, type Dispatch, type Ref } from 'react'
import { DownloadIcon } from '#src/console/kit/icons.ts'
import { useGo } from '#src/console/routing.tsx'
import { useMassActions } from '../../../../changes/console/widgets/use-mass-actions.tsx'
import { useExport } from '../../../../exports/console/widgets/use-export.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import type { UserRow } from '../../../contract/user.ts'
import { formatAddress } from '../address/address.ts'
import { isOne, oneActions } from './bulk-actions.tsx'
import { BulkBar, sayCount, type BulkAction } from './bulk-bar.tsx'
import { exportOffer } from './export-offer.ts'
import { isNarrowed } from '../list-body.tsx'
import { targetOf } from '../selection/mass-target.ts'
import { countOf, type SelectionState, type SelectionStep } from '../selection/selection.ts'
import { useHidden } from '../selection/use-hidden.ts'
import { shownSet, type List } from '../use-list.ts'
import { useSetTotal } from '../selection/use-set-total.ts'
import type { Steps } from '../use-steps.ts'

const WhoIsMeant = lazy(() => import('../selection/who-is-meant.tsx').then((m) => ({ default: m.WhoIsMeant })))

export type BulkProps = {
  list: List
  steps: Steps
  state: SelectionState
  dispatch: Dispatch<SelectionStep>
  /** Does something with one person, as the row's menu does. */
  open: (action: string, user: UserRow) => void
  ref: Ref<HTMLDivElement>
}

/** The bar of those who are selected, and what it leads to: of one person what the row's menu does, of many a plan. */
export function Bulk({ list, steps, state, dispatch, open, ref }: BulkProps) {
  const rights = useMe()
  const go = useGo()
  const { selection } = state
  const shown = shownSet(list)
  const everybody = { total: isNarrowed(list) ? list.page.everybody : list.page.total, words: list.sites }
  const total = useSetTotal(selection, shown, list.page.total, everybody.total)
  const count = countOf(selection, total ?? null) ?? undefined
  const mass = useMassActions({
    target: () => targetOf(selection),
    count,
    from: formatAddress(list.address),
    who: () => <WhoIsMeant selection={selection} count={count} />,
  })
  const hidden = useHidden(list, selection)
  const exporting = useExport()
  const exportThem = () =>
    exporting.ask(
      exportOffer(list, { key: 'selected', label: sayCount(state, total), target: targetOf(selection), count }),
    )
  const exports: BulkAction[] = rights.can('users.export')
    ? [{ key: 'export', label: 'Export…', icon: <DownloadIcon size={16} aria-hidden />, onSelect: exportThem }]
    : []
  return (
    <>
      <BulkBar
        ref={ref}
        state={state}
        dispatch={dispatch}
        shown={shown}
        matching={{ total: list.page.total, words: list.conditions }}
        everybody={everybody}
        hidden={hidden}
        onShowSelected={steps.pick(selection)}
        menus={isOne(selection) ? [] : mass.menus}
        actions={[...(isOne(selection) ? oneActions(selection, { rights, open, go }) : mass.buttons), ...exports]}
        busy={mass.busy}
        problem={mass.problem}
      />
      {mass.dialog}
      {exporting.dialog}
    </>
  )
}
