/** What puts jobs of this feature into the queue knows them by these. */
export const recordLockJob = { name: 'record-lock' } as const
