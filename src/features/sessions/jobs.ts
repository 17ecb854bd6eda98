/** Putting away sessions that are over. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { keepUp } from './service/upkeep.ts'

export const sessionJobs = [
  defineJob({ name: 'sessions-upkeep', payload: z.object({}), every: { minutes: 15 }, work: (parts) => keepUp(parts) }),
]
