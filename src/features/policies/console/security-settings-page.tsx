import { PageHeader } from '#src/console/kit/page-header.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { TenantAddresses } from '../../address-lists/console/widgets/tenant-addresses.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { readTenantPolicies } from '../contract.ts'
import { PoliciesForm } from './policies-form.tsx'
import classes from '#src/console/kit/sections.module.css'

/** `/settings/security`: what the tenant demands of signing in and of sessions, and from where users are served (HOUSE-7). */
export function SecuritySettingsPage() {
  const { reach } = useMe()
  const [policies, addresses] = [
    reach('tenant.manage')?.everywhere === true,
    reach('users.addresses')?.everywhere === true,
  ]
  if (!policies && !addresses) return <NotAllowed page="Security and sessions" permission="tenant.manage" />
  return (
    <div className={classes.page}>
      <PageHeader title="Security and sessions" documentTitle="Security and sessions · Settings" />
      {policies && <Policies />}
      {addresses && <TenantAddresses />}
    </div>
  )
}

function Policies() {
  const { data, error, refetch } = useAnswer(readTenantPolicies, {})
  const policies = data?.answer
  if (!policies)
    return <NotYet what="the policies" loaded={false} error={error} onRetry={() => void refetch()} rows={3} />
  return <PoliciesForm policies={policies} />
}
