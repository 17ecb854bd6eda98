/** What is done to people about their leads. */
import * as z from 'zod/mini'
import { action } from '../../changes/contract.ts'
import { leadsTo } from './taking.ts'

/** All leads of each go to one user, round the others in turn, or to nobody; planned callbacks go with them. */
export const handOverLeads = action({
  name: 'hand-over-leads',
  permission: 'leads.manage',
  label: 'Hand over leads',
  module: 'dialer',
  params: z.strictObject({ leadsTo }),
})
