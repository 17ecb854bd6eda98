/**
 * Where each column of a file is read: of the person's own row `u`, or null where it is told otherwise: from the numbers
 * of what somebody belongs to or from another table.
 */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'
import type { ColumnName } from '../contract/columns.ts'

/** `custom` stands for all fields of the tenant's own. */
export type Selected = ColumnName | 'custom'

const own = (column: string) => sql`u.${sql.ref(column)}`
const yesNo = (column: string) => sql`case ${own(column)} when true then 'yes' when false then 'no' end`
/** `2026-11-23 08:30:00.5`, of UTC. */
const instant = (column: Expression<unknown>) => sql`${column} at time zone 'UTC'`

export const selects: { readonly [N in Selected]: Expression<unknown> | null } = {
  id: sql`p.id`,
  roles: null,
  desks: null,
  skills: null,
  tags: null,
  businessUnits: null,
  agentGroups: null,
  queues: null,
  availability: null,
  status: sql`p.status`,
  site: sql`p.site_id`,
  lastSignIn: instant(sql`l.last_at`),
  callsHandled: sql`c.handled::text`,
  created: instant(sql`u.created_at`),
  username: own('username'),
  email: own('email'),
  firstName: own('first_name'),
  lastName: own('last_name'),
  languages: sql`array_to_string(u.languages, ', ')`,
  consoleLanguage: own('console_language'),
  timeZone: own('time_zone'),
  superuser: yesNo('superuser'),
  autoDial: own('auto_dial'),
  assignLeads: yesNo('assign_leads'),
  callerIdName: own('caller_id_name'),
  callerIdNumber: own('caller_id_number'),
  virtualExtension: own('virtual_extension'),
  sipOption: own('sip_option'),
  sipUri: own('sip_uri'),
  sipPbx: own('sip_pbx_id'),
  sipUsername: own('sip_username'),
  sipExtension: own('sip_extension'),
  useAddressList: yesNo('use_address_list'),
  oauthEmail: own('oauth_email'),
  caldavServer: own('caldav_server'),
  caldavUser: own('caldav_user'),
  kerberosLogin: own('kerberos_login'),
  externalId: own('external_id'),
  phone: own('phone'),
  jobTitle: own('job_title'),
  notes: own('notes'),
  custom: own('custom'),
}
