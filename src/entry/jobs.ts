/** Every background job, feature by feature. What is not in this list is not worked on. */
import { historyJobs } from '../features/history/jobs.ts'
import type { AnyJob } from '../server/jobs/crew.ts'

export const jobs: readonly AnyJob[] = [...historyJobs]
