/** Planning in the background, and what is said when background work gives up. */
import type { Parts } from '../../../server/context.ts'
import { findPlan, updateEnded } from '../sql/plans.ts'
import { isStaged, type Catalogue } from './action.ts'
import { actionOf, contextOfPlan } from './engine.ts'
import { freeze, freezeInStretches } from './freeze.ts'
import { tellJob } from './tell-job.ts'
import { readTarget, type KeptTarget } from './target.ts'

type Asked = { readonly tenantId: number; readonly plan: string }

/** Plans what is too large for a request, with the rights that the one who asked has now. */
export async function planInBackground(
  parts: Parts,
  catalogue: Catalogue,
  { tenantId, plan: id }: Asked,
  signal: AbortSignal,
): Promise<void> {
  const db = parts.database.tenant(tenantId)
  const plan = await findPlan(db, tenantId, id)
  if (plan?.state !== 'planning') return
  const ctx = await contextOfPlan(parts, plan)
  if (!ctx) {
    await updateEnded(db, plan, 'failed', parts.clock.now(), 'Whoever asked for it may do nothing any more.')
    return
  }
  const source = readTarget(ctx, plan.target as KeptTarget)
  const action = actionOf(catalogue, plan)
  if (isStaged(action)) await freeze(ctx, plan, action, source)
  else await freezeInStretches(ctx, plan, action, source, signal)
  await tellJob(db, plan)
}

/** After the last try a plan or run is marked as failed; what it did stays, and can be taken back. */
export async function failPlan(
  parts: Parts,
  { tenantId, plan: id }: Asked,
  error: unknown,
  isLast: boolean,
): Promise<never> {
  if (isLast) {
    const db = parts.database.tenant(tenantId)
    const plan = await findPlan(db, tenantId, id)
    if (plan) {
      await updateEnded(db, plan, 'failed', parts.clock.now(), 'It was tried again and again, and given up.')
      await tellJob(db, plan)
    }
  }
  throw error
}
