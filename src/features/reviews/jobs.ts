import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { closeOverdue } from './service/due.ts'

export const reviewJobs = [
  defineJob({
    name: 'close-reviews',
    payload: z.object({}),
    every: { hours: 1 },
    work: (parts, _none, { signal }) => closeOverdue(parts, signal),
  }),
]
