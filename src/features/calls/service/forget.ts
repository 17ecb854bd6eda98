import { deleteAliasesOf } from '../sql/agents.ts'

/** Forgets what other systems call people who are erased (LOG-1). What they call somebody else later is asked for anew. */
export const forgetAliases = deleteAliasesOf
