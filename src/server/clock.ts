/** The one thing, beside mail and the outside, that tests may put in the place of the real one. */
export type Clock = { now(): Date }
export const systemClock: Clock = { now: () => new Date() }
