/** Upkeep of the activity. */
import * as z from 'zod/mini'
import { defineJob } from '../../server/jobs/job.ts'
import { makePartitions } from './sql/record.ts'

/** A quarter of a year ahead; lines of a month that has no partition are taken all the same. */
const MONTHS = { behind: 1, ahead: 3 }

const partitions = defineJob({
  name: 'activity-partitions',
  payload: z.object({}),
  every: { dayAt: '02:50' },
  work: ({ database }) => makePartitions(database.outside, MONTHS),
})

export const activityJobs = [partitions]
