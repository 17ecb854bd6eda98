import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { recordLockJob } from './service/job-names.ts'
import { recordLock, sweepLocks } from './service/record.ts'

const record = defineJob({
  ...recordLockJob,
  payload: z.object({ tenant: z.int(), subject: z.uuid(), device: z.uuid(), address: z.nullable(z.string()) }),
  work: recordLock,
})

const sweep = defineJob({
  name: 'sweep-locks',
  payload: z.object({}),
  every: { hours: 1 },
  work: (parts, _none, { signal }) => sweepLocks(parts, signal),
})

export const lockJobs = [record, sweep]
