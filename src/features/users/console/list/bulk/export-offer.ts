/** What the list offers to export: whom it shows, everybody, and those who are selected. */
import { formatNumber } from '#src/console/kit/numbers.ts'
import type { ExportOffer, ExportScope } from '../../../../exports/console/widgets/offer.ts'
import { formatSort } from '../../../contract/sorts.ts'
import { isNarrowed } from '../list-body.tsx'
import { targetOf } from '../selection/mass-target.ts'
import { shownSet, type List } from '../use-list.ts'

const number = (count: number | undefined) => (count === undefined ? '' : `${formatNumber(count)} `)

/** @param selected those who are selected, where the dialog is opened for them. */
export function exportOffer(list: List, selected?: ExportScope): ExportOffer {
  const { total, everybody } = list.page
  const { people, site } = shownSet(list)
  const none = { excluded: new Set<string>() }
  const narrowed = isNarrowed(list)
  const matching: ExportScope = {
    key: 'matching',
    label: `The ${number(total)}matching`,
    target: targetOf({ mode: 'matching', people, ...none }),
    count: total,
  }
  const all: ExportScope = {
    key: 'all',
    label: `All ${number(narrowed ? everybody : total)}users${list.sites}`,
    target: targetOf({ mode: 'all', site, ...none }),
    count: narrowed ? everybody : total,
  }
  return {
    scopes: [...(selected ? [selected] : []), ...(narrowed ? [matching] : []), all],
    columns: list.columns,
    sort: formatSort(list.address.sort),
  }
}
