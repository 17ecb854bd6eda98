import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { keepRecent } from './service/upkeep.ts'

const keep = defineJob({
  name: 'keep-recent-calls',
  payload: z.object({}),
  every: { hours: 1 },
  work: (parts, _none, { signal }) => keepRecent(parts, signal),
})

export const callJobs = [keep]
