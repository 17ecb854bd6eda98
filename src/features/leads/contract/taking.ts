/** Who gets leads: somebody by name, those who take new leads in turn, or nobody. */
import * as z from 'zod/mini'

export const leadsTo = z.union([z.uuid(), z.literal('round-robin'), z.literal('nobody')], {
  error: 'Leads go to the id of a user, to “round-robin” or to “nobody”.',
})
export type LeadsTo = z.output<typeof leadsTo>

/** The parameters of an action that takes people from their desk, and says what becomes of their leads. */
export const leaving = z.optional(z.strictObject({ leadsTo: z.optional(leadsTo) }))
export type Leaving = z.output<typeof leaving>
