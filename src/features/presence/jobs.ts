/** Putting away what is too old to be shown. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { keepUp } from './service/upkeep.ts'

export const presenceJobs = [
  defineJob({
    name: 'presence-upkeep',
    payload: z.object({}),
    every: { dayAt: '03:20' },
    work: (parts) => keepUp(parts),
  }),
]
