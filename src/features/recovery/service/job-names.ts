/** What names the background work of this feature in the queue. */
import * as z from 'zod/mini'

/** Ids alone: what somebody typed is in no queue. `user` is null for nobody, so that there is a job each time. */
export const forgot = z.object({ tenant: z.int(), user: z.nullable(z.uuid()) })
export type Forgot = z.output<typeof forgot>
export const forgotJob = { name: 'forgotten-password', attempts: 5 } as const
