/** What names the writing of a file in the queue. */
export const writingJob = { name: 'write-export', attempts: 5 } as const
