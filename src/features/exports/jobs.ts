/** Writing files, and putting them away. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { giveUp, writeInBackground } from './service/background.ts'
import { writingJob } from './service/job-name.ts'
import { keepUp } from './service/upkeep.ts'

const write = defineJob({
  ...writingJob,
  payload: z.object({ tenantId: z.int(), export: z.uuid() }),
  work: (parts, asked, { signal, last }) =>
    writeInBackground(parts, asked, signal).catch((error: unknown) =>
      giveUp(parts, asked, error, last && !signal.aborted),
    ),
})

const upkeep = defineJob({
  name: 'exports-upkeep',
  payload: z.object({}),
  every: { minutes: 15 },
  work: (parts) => keepUp(parts),
})

export const exportJobs = [write, upkeep]
