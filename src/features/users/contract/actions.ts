/** The actions on users that this feature owns (BULK-1); groups and roles own theirs. */
import * as z from 'zod/mini'
import { action, noParams } from '../../changes/contract.ts'
import { leaving } from '../../leads/contract/taking.ts'
import { fields } from '../fields/catalogue.ts'

export const activate = action({ name: 'activate', permission: 'users.status', label: 'Activate', params: noParams })
/** Leads stay with whoever is deactivated, unless they are handed on. */
export const deactivate = action({
  name: 'deactivate',
  permission: 'users.status',
  label: 'Deactivate',
  params: leaving,
  destructive: true,
})
/** Leads are nobody's then, unless they are handed on. */
export const deleteUsers = action({
  name: 'delete',
  permission: 'users.delete',
  label: 'Delete',
  params: leaving,
  destructive: true,
})
/** Within 30 days of the deletion; groups, roles and extension are as they were. */
export const restoreUsers = action({
  name: 'restore',
  permission: 'users.delete',
  label: 'Restore',
  params: noParams,
})
/** Before its time: what would be erased 30 days after the deletion is erased now, and for good. */
export const eraseUsers = action({
  name: 'erase',
  permission: 'users.delete',
  label: 'Erase for good',
  params: noParams,
  destructive: true,
})
export const setSite = action({
  name: 'set-site',
  permission: 'users.site',
  label: 'Set site',
  params: z.strictObject({ site: fields.site.schema }),
})
export const setTimeZone = action({
  name: 'set-time-zone',
  permission: 'users.edit',
  label: 'Set time zone',
  params: z.strictObject({ timeZone: fields.timeZone.schema }),
})
export const setAutoDial = action({
  name: 'set-auto-dial',
  permission: 'users.edit',
  label: 'Set auto dial',
  module: 'dialer',
  params: z.strictObject({ autoDial: fields.autoDial.schema }),
})
export const setLeadAssignment = action({
  name: 'set-lead-assignment',
  permission: 'users.edit',
  label: 'Set lead assignment',
  module: 'dialer',
  params: z.strictObject({ assignLeads: fields.assignLeads.schema }),
})
export const setAddressList = action({
  name: 'set-address-list',
  permission: 'users.addresses',
  label: 'Set extended IP ACL',
  params: z.strictObject({ useAddressList: fields.useAddressList.schema }),
})
