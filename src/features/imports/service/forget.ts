import { deleteRowsOf } from '../sql/upkeep.ts'

/** Deletes what drafts say of people who are erased (LOG-1). */
export const forgetImported = deleteRowsOf
