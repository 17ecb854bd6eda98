/** What recovery does in the background: mails that nobody may learn of by waiting, and links that are long over. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { mailForgotten } from './service/forgot.ts'
import { forgot, forgotJob } from './service/job-names.ts'
import { putAwayOldLinks } from './service/upkeep.ts'

const mailing = defineJob({ ...forgotJob, payload: forgot, work: mailForgotten })

const upkeep = defineJob({
  name: 'recovery-upkeep',
  payload: z.object({}),
  every: { hours: 1 },
  work: (parts) => putAwayOldLinks(parts),
})

export const recoveryJobs = [mailing, upkeep]
