/**
 * How far a session has come (AUTH-1, AUTH-3, AUTH-6). It begins when a password, or what stands for it, is proved; until it
 * is `whole`, nothing is served but what leads on from the step that it waits for. In the order in which they come.
 */
export const stages = ['second-step', 'new-password', 'set-up-second-step', 'whole'] as const
export type Stage = (typeof stages)[number]
