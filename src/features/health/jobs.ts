/** The daily count of what the rules find. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { countForTheDay } from './service.ts'

export const healthJobs = [
  defineJob({
    name: 'count-health',
    payload: z.object({}),
    every: { dayAt: '23:40' },
    work: (parts, _none, { signal }) => countForTheDay(parts, signal),
  }),
]
