/** What becomes of people by itself. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { eraseWhoseTimeIsOver } from './service/erase.ts'

const erasing = defineJob({
  name: 'erase-deleted-users',
  payload: z.object({}),
  every: { hours: 1 },
  work: (parts, _none, { signal }) => eraseWhoseTimeIsOver(parts, signal),
})

export const userJobs = [erasing]
