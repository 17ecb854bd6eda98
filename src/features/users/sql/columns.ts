/** Where each field of the catalogue lives. A type error names the field that this map misses. */
import type { DB } from '../../../server/database/database.ts'
import type { FieldName, GroupField } from '../fields/catalogue.ts'

/** Fields that live elsewhere than in a column of the person's row. */
type Elsewhere = GroupField | 'roles' | 'active' | 'sipPassword' | 'caldavSecret'
export type ColumnField = Exclude<FieldName, Elsewhere>
type Column = keyof DB['users'] & string

export const columns = {
  username: 'username',
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  languages: 'languages',
  consoleLanguage: 'console_language',
  timeZone: 'time_zone',
  site: 'site_id',
  superuser: 'superuser',
  autoDial: 'auto_dial',
  assignLeads: 'assign_leads',
  callerIdName: 'caller_id_name',
  callerIdNumber: 'caller_id_number',
  virtualExtension: 'virtual_extension',
  sipOption: 'sip_option',
  sipUri: 'sip_uri',
  sipPbx: 'sip_pbx_id',
  sipUsername: 'sip_username',
  sipExtension: 'sip_extension',
  useAddressList: 'use_address_list',
  oauthEmail: 'oauth_email',
  caldavServer: 'caldav_server',
  caldavUser: 'caldav_user',
  kerberosLogin: 'kerberos_login',
  externalId: 'external_id',
  phone: 'phone',
  jobTitle: 'job_title',
  notes: 'notes',
  custom: 'custom',
} as const satisfies Record<ColumnField, Column>

export const columnFields = Object.keys(columns) as ColumnField[]
export const isColumnField = (name: string): name is ColumnField => Object.hasOwn(columns, name)

/** Secrets, each in its own sealed row. */
export const secretKinds = { sipPassword: 'sip', caldavSecret: 'caldav' } as const
export type SecretField = keyof typeof secretKinds
