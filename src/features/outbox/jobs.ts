import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { deliver } from './service/deliver.ts'
import { sendMailJob } from './service/job-names.ts'
import { keepUp } from './service/upkeep.ts'

const send = defineJob({
  ...sendMailJob,
  payload: z.object({ tenant: z.int(), mail: z.uuid() }),
  work: deliver,
})

const upkeep = defineJob({
  name: 'outbox-upkeep',
  payload: z.object({}),
  every: { minutes: 5 },
  work: (parts) => keepUp(parts),
})

export const outboxJobs = [send, upkeep]
