import { keyOf, queryClient } from '#src/console/query.ts'
import { listLeadLists, listLeads, readLead } from '../contract.ts'
import { listCallbacks } from '../contract/callbacks.ts'

/** What the pages of leads show is asked for again after a deed. */
export function refetchLeads(): void {
  for (const endpoint of [listLeads, listLeadLists, readLead, listCallbacks])
    void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })
}
