/** Upkeep of what the HTTP server keeps. */
import * as z from 'zod/mini'
import { deleteOldKeys } from '../database/idempotency.ts'
import { eachTenant } from '../jobs/apart.ts'
import { defineJob } from '../jobs/job.ts'

/** Answers are kept for repeats of a day (S34). They say what somebody was told, people's data too, and so go when that day is over. */
const forgetRepeats = defineJob({
  name: 'forget-repeats',
  payload: z.object({}),
  every: { hours: 1 },
  work: (parts, _none, { signal }) => eachTenant({ ...parts, signal }, deleteOldKeys),
})

export const httpJobs = [forgetRepeats]
