import { notify } from '../../../server/database/notify.ts'
import type { PlanRow } from '../sql/plans.ts'

/** Tells every process at the commit that the job went on. */
export const tellJob = (trx: Parameters<typeof notify>[0], plan: Pick<PlanRow, 'tenant_id' | 'id'>) =>
  notify(trx, { tenant: plan.tenant_id, kind: 'jobs-changed', ids: [plan.id] })
