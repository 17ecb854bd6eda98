/** Upkeep of the change log. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { makePartitions } from './sql/partitions.ts'

/** A year ahead, so that an installation may stand still for long and still write into the month it is in. */
const MONTHS_AHEAD = 12

const partitions = defineJob({
  name: 'history-partitions',
  payload: z.object({}),
  every: { dayAt: '02:40' },
  work: ({ database }) => makePartitions(database.outside, MONTHS_AHEAD),
})

export const historyJobs = [partitions]
