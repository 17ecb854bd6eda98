/** Where each field of the catalogue lives. A type error names the field that this map misses. */
import type { DB } from '../../../server/database/database.ts'
import type { FieldName, FieldValue, GroupField } from '../fields/catalogue.ts'

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

/** What an edit writes as it is; the site and the superuser's mark go by actions of their own. */
export type PlainField = Exclude<ColumnField, 'site' | 'superuser'>
export type PlainColumn = (typeof columns)[PlainField]
export const plainFields = columnFields.filter((name): name is PlainField => name !== 'site' && name !== 'superuser')

/** Of what type each of these columns is read out of JSON, where many people are written at once. */
const plainTypes = {
  username: 'text',
  email: 'text',
  first_name: 'text',
  last_name: 'text',
  languages: 'text[]',
  console_language: 'text',
  time_zone: 'text',
  auto_dial: 'text',
  assign_leads: 'boolean',
  caller_id_name: 'text',
  caller_id_number: 'text',
  virtual_extension: 'text',
  sip_option: 'text',
  sip_uri: 'text',
  sip_pbx_id: 'int',
  sip_username: 'text',
  sip_extension: 'text',
  use_address_list: 'boolean',
  oauth_email: 'text',
  caldav_server: 'text',
  caldav_user: 'text',
  kerberos_login: 'text',
  external_id: 'text',
  phone: 'text',
  job_title: 'text',
  notes: 'text',
  custom: 'jsonb',
} as const satisfies Record<PlainColumn, string>
export const plainColumns = Object.keys(plainTypes) as PlainColumn[]

const typed = (types: Readonly<Record<string, string>>) =>
  Object.entries(types)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')
/** `username text, email text, …`: the plain columns as `jsonb_to_recordset` asks for them. */
export const plainRecord = typed(plainTypes)
/** The same of what follows from them (`derive`). */
export const derivedRecord = typed({
  ...{ username_key: 'text', email_key: 'text', name_key: 'text', extension_key: 'text', oauth_email_key: 'text' },
  search: 'text',
})
/** The names of such a list, in its order. */
export const namesIn = (record: string) => record.split(', ').map((column) => column.split(' ')[0]!)

/** The plain columns of one person as they are read. No custom field is kept without a value. */
export type PlainColumns = { [F in Exclude<PlainField, 'custom'> as (typeof columns)[F]]: FieldValue<F> } & {
  custom: Record<string, string | number | boolean>
}

/** Secrets, each in its own sealed row. */
export const secretKinds = { sipPassword: 'sip', caldavSecret: 'caldav' } as const
export type SecretField = keyof typeof secretKinds
