/** Jobs of reviews as whoever puts them into the queue knows them. */
import * as z from 'zod/mini'

export const turnPayload = z.object({ tenant: z.int(), schedule: z.uuid() })
/** Starts the review whose turn came. */
export const startTurnJob = { name: 'start-review' } as const
