/** The engine's background work: planning what is large, running plans, and putting away what is old. */
import * as z from 'zod/mini'
import { defineJob, type AnyJob } from '../../server/jobs/job.ts'
import type { Catalogue } from './service/action.ts'
import { runBatches, runningJob } from './service/batches.ts'
import { failPlan, planInBackground } from './service/background.ts'
import { planningJob } from './service/plan.ts'
import { putAwayOldPlans } from './service/put-away.ts'

const payload = z.object({ tenantId: z.int(), plan: z.uuid() })
type Payload = z.output<typeof payload>

export const changeJobs = (catalogue: Catalogue): AnyJob[] => {
  const planOne = defineJob<Payload>({
    ...planningJob,
    payload,
    work: (parts, asked, { signal, last }) =>
      planInBackground(parts, catalogue, asked, signal).catch((error: unknown) =>
        failPlan(parts, asked, error, last && !signal.aborted),
      ),
  })
  const runOne = defineJob<Payload>({
    ...runningJob,
    payload,
    work: (parts, asked, { signal, last }) =>
      runBatches(parts, catalogue, asked, signal).catch((error: unknown) =>
        failPlan(parts, asked, error, last && !signal.aborted),
      ),
  })
  const putAway = defineJob({
    name: 'put-plans-away',
    payload: z.object({}),
    every: { hours: 1 },
    work: (parts, _none, { signal }) => putAwayOldPlans(parts, signal),
  })
  return [planOne, runOne, putAway]
}
