import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { closeOverdue } from './service/due.ts'
import { startTurnJob, turnPayload } from './service/job-names.ts'
import { remindOfReviews } from './service/remind.ts'
import { enqueueTurns, startTurn } from './service/turns.ts'

export const reviewJobs = [
  defineJob({
    name: 'tend-reviews',
    payload: z.object({}),
    every: { hours: 1 },
    async work(parts, _none, { signal }) {
      // Closed first: nobody is reminded of what is over.
      await closeOverdue(parts, signal)
      await enqueueTurns(parts, signal)
      await remindOfReviews(parts, signal)
    },
  }),
  defineJob({ ...startTurnJob, payload: turnPayload, work: startTurn }),
]
