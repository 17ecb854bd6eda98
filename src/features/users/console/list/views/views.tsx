import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { ViewTabs } from '../../../../views/console/widgets/view-tabs.tsx'
import { formatAddress, sameView, viewQuery } from '../address/address.ts'
import { standingViews } from './standing-views.ts'
import { LIST } from '../address/use-address.ts'
import type { List } from '../use-list.ts'
import { addressOfView } from '../use-steps.ts'

/** The saved views of the list; the chosen sites belong to the person, not to a view that names none. */
export function Views({ list: { address, roles } }: { list: List }) {
  const me = useMe()
  const query = viewQuery(address)
  return (
    <ViewTabs
      page={LIST}
      standing={standingViews(roles, me.hasModule)}
      active={address.view}
      query={query}
      same={(view) => sameView(viewQuery(addressOfView(address, view, null)), query)}
      searchOf={(view, key) => formatAddress(addressOfView(address, view, key))}
      mayShare={me.can('views.share')}
      mayRule={me.reach('health.manage')?.everywhere === true}
    />
  )
}
