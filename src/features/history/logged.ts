/**
 * How each thing that can change on an account is logged, and what it is called. Beside the fields of the catalogue an
 * account has a few marks that nobody types in. What stands in neither list is a secret until somebody says otherwise.
 */
import { definition, fieldNames, type FieldName } from '../users/fields/catalogue.ts'

type Logged = 'value' | 'personal' | 'secret'
type Subject = { readonly label: string; readonly logged: Logged }

const marks: Readonly<Record<string, Subject>> = {
  status: { label: 'Status', logged: 'value' },
  deleted: { label: 'Deleted', logged: 'value' },
  erased: { label: 'Erased', logged: 'value' },
  password: { label: 'Password', logged: 'secret' },
  twoStep: { label: 'Two-step verification', logged: 'value' },
  authenticator: { label: 'Authenticator', logged: 'secret' },
  backupCodes: { label: 'Backup codes', logged: 'secret' },
  passkeys: { label: 'Passkeys', logged: 'secret' },
  googleAccount: { label: 'Google account', logged: 'secret' },
  picture: { label: 'Picture', logged: 'secret' },
  locked: { label: 'Locked', logged: 'value' },
  leads: { label: 'Leads', logged: 'value' },
  leadsTo: { label: 'Leads to', logged: 'value' },
  addresses: { label: 'Addresses of the extended IP ACL', logged: 'personal' },
  queues: { label: 'Queues', logged: 'value' },
  setUp: { label: 'Set-up checklist', logged: 'value' },
  training: { label: 'Training', logged: 'value' },
}

const subjects = new Map<string, Subject>([
  ...Object.entries(marks),
  ...fieldNames.map((name: FieldName): [string, Subject] => [name, definition(name)]),
])

/** The order in which changes of one entry are told: that of the form. */
const order = new Map([...subjects.keys()].map((field, place) => [field, place]))
export const placeOf = (field: string): number => order.get(field) ?? order.size

export const isLogged = (field: string): boolean => subjects.has(field)
export const loggedAs = (field: string): Logged => subjects.get(field)?.logged ?? 'secret'
export const labelOf = (field: string): string => subjects.get(field)?.label ?? field

/** What sites, groups, roles and other settings are made of: none of it is a secret or personal. */
const settingWords = new Set([
  ...[
    'id',
    'kind',
    'name',
    'permissions',
    'timeZone',
    'country',
    'archived',
    'into',
    'domain',
    'extensionFrom',
    'extensionTo',
  ],
  ...['before', 'after', 'modules', 'plan', 'slug', 'language', 'expiresAt'],
  ...['key', 'label', 'type'],
  ...['leads', 'leadsTo', 'status', 'fields', 'made', 'changed', 'dueAt', 'user'],
  ...['format', 'columns', 'people', 'by', 'from', 'to'],
  ...['cause', 'records', 'user'],
  ...['severity', 'filters', 'mend', 'allowed', 'owner', 'enabled'],
  ...['idleMinutes', 'absoluteMinutes', 'secondStepRequired', 'exportDomains', 'addresses', 'enforced'],
  ...['googleSignIn', 'googleDomains'],
  'minimum',
  ...['items', 'trainings'],
  ...['decision', 'undecided', 'every', 'nextOn', 'days', 'reviewer', 'delegate'],
])
export const isSettingWord = (word: string): boolean => settingWords.has(word)
