import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { eachApart } from '../../server/jobs/apart.ts'
import { closeOverdue } from './service/due.ts'
import { startTurnJob, turnPayload } from './service/job-names.ts'
import { remindOfReviews } from './service/remind.ts'
import { enqueueTurns, startTurn } from './service/turns.ts'

export const reviewJobs = [
  defineJob({
    name: 'tend-reviews',
    payload: z.object({}),
    every: { hours: 1 },
    // Closed first: nobody is reminded of what is over.
    work: (parts, _none, { signal }) =>
      eachApart(
        { log: parts.log, signal },
        [closeOverdue, enqueueTurns, remindOfReviews],
        ({ name }) => ({ step: name }),
        (step) => step(parts, signal),
      ),
  }),
  defineJob({ ...startTurnJob, payload: turnPayload, work: startTurn }),
]
