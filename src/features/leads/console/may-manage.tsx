import type { ReactNode } from 'react'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'

/** Pages of leads are there for whoever manages leads, where the tenant has the dialer. */
export function MayManage({ children }: { children: ReactNode }) {
  const { can, hasModule } = useMe()
  if (!hasModule('dialer')) return <NotFound />
  return can('leads.manage') ? children : <NotAllowed page="Leads" permission="leads.manage" />
}
