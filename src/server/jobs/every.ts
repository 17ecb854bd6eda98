/** Recurring jobs, in the words of graphile-worker's crontab. */
import { parseCronItems, type ParsedCronItem } from 'graphile-worker'
import type { Every, Job } from './job.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * What was missed while no process ran is made up for once, at the next start: of several missed turns the last one
 * remains, since a job of this kind waits under one key.
 */
export const recurring = (jobs: readonly Pick<Job, 'name' | 'every' | 'attempts'>[]): ParsedCronItem[] =>
  parseCronItems(
    jobs.flatMap(({ name, every, attempts }) =>
      every === undefined
        ? []
        : [
            {
              task: name,
              identifier: name,
              match: crontabOf(name, every),
              payload: { payload: {} },
              options: {
                backfillPeriod: periodOf(every),
                jobKey: `${name}:every`,
                jobKeyMode: 'preserve_run_at' as const,
                ...(attempts === undefined ? {} : { maxAttempts: attempts }),
              },
            },
          ],
    ),
  )

/** Throws for what would not come back evenly. */
export function crontabOf(name: string, every: Every): string {
  if ('minutes' in every && 60 % every.minutes === 0) return `*/${every.minutes} * * * *`
  if ('hours' in every && 24 % every.hours === 0) return `0 */${every.hours} * * *`
  if ('dayAt' in every) {
    const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(every.dayAt) ?? []
    if (hour !== undefined) return `${Number(minute)} ${Number(hour)} * * *`
  }
  throw new Error(`The job ${name} comes back at no even time: ${JSON.stringify(every)}.`)
}

const periodOf = (every: Every): number =>
  'minutes' in every ? every.minutes * MINUTE : 'hours' in every ? every.hours * HOUR : DAY
