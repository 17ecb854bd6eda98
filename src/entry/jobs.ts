/** Every background job, of each feature and of the server itself. What is not in this list is not worked on. */
import { activityJobs } from '../features/activity/jobs.ts'
import { callJobs } from '../features/calls/jobs.ts'
import { changeJobs } from '../features/changes/jobs.ts'
import { exportJobs } from '../features/exports/jobs.ts'
import { healthJobs } from '../features/health/jobs.ts'
import { historyJobs } from '../features/history/jobs.ts'
import { importJobs } from '../features/imports/jobs.ts'
import { lockJobs } from '../features/locks/jobs.ts'
import { outboxJobs } from '../features/outbox/jobs.ts'
import { presenceJobs } from '../features/presence/jobs.ts'
import { recoveryJobs } from '../features/recovery/jobs.ts'
import { reviewJobs } from '../features/reviews/jobs.ts'
import { sessionJobs } from '../features/sessions/jobs.ts'
import { userJobs } from '../features/users/jobs.ts'
import { httpJobs } from '../server/http/jobs.ts'
import type { AnyJob } from '../server/jobs/job.ts'
import { catalogue } from './actions.ts'

export const jobs: readonly AnyJob[] = [
  ...historyJobs,
  ...callJobs,
  ...activityJobs,
  ...changeJobs(catalogue),
  ...userJobs,
  ...exportJobs,
  ...importJobs,
  ...outboxJobs,
  ...recoveryJobs,
  ...sessionJobs,
  ...presenceJobs,
  ...lockJobs,
  ...healthJobs,
  ...reviewJobs,
  ...httpJobs,
]
