/** Drafts go a day after they were last touched, and how columns were matched after half a year without use. */
import * as z from 'zod/mini'
import { defineJob, type AnyJob } from '../../server/jobs/job.ts'
import { putAwayDrafts } from './service/put-away.ts'

export const importJobs: readonly AnyJob[] = [
  defineJob({
    name: 'put-imports-away',
    payload: z.object({}),
    every: { hours: 1 },
    work: (parts, _none, { signal }) => putAwayDrafts(parts, signal),
  }),
]
