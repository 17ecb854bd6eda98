/* eslint-disable max-lines -- one catalogue in one file: a new field is one entry here */
/**
 * Every user field, once (SPEC 4). The form, the list, the filter panel, the import matcher, the export, the change log
 * and the API document read this; `users/sql/columns.ts` maps each to SQL, and a type error names the one it misses.
 */
import * as z from 'zod/mini'
import type { Module } from '../../../contract/modules.ts'
import type { Permission } from '../../../contract/permissions.ts'
import * as s from './schemas.ts'

export type Section = 'person' | 'access' | 'team' | 'skills' | 'calling' | 'sip' | 'security' | 'profile'

export type FieldDefinition = {
  readonly label: string
  readonly section: Section
  /** The form of a value; null where the field may be empty. */
  readonly schema: z.ZodMiniType
  readonly required?: true
  readonly module?: Module
  /** What changing it on somebody else asks for. */
  readonly permission: Permission
  /**
   * How a change of it is logged: `value` as it is, `personal` beside the entry so that it can be erased,
   * `secret` as the word "changed" alone.
   */
  readonly logged: 'value' | 'personal' | 'secret'
  /** Given once at creation and never changed (SPEC 4: the e-mail). */
  readonly fixed?: true
  /** Written, never shown again; the answer has a yes/no in its place. */
  readonly writeOnly?: true
  /** A person may change it on the own profile. */
  readonly own?: true
  readonly help?: string
  /** Further headings by which an import knows the column; the name and the label always do. */
  readonly headings?: readonly string[]
}

const field = <const F extends FieldDefinition>(definition: F) => definition
const yesNo = (what: string) => z.boolean(`${what} must be true or false.`)

export const fields = {
  username: field({
    label: 'Username',
    section: 'person',
    schema: s.username,
    required: true,
    permission: 'users.edit',
    logged: 'personal',
    headings: ['login', 'user name', 'user id'],
  }),
  email: field({
    label: 'E-mail',
    section: 'person',
    schema: s.email,
    required: true,
    fixed: true,
    permission: 'users.create',
    logged: 'personal',
    headings: ['email', 'email address', 'mail'],
    help: "E-mail can't change after creation. Deactivate the account and invite the new address.",
  }),
  firstName: field({
    label: 'First name',
    section: 'person',
    schema: z.nullable(s.text({ what: 'The first name', max: 100 })),
    permission: 'users.edit',
    logged: 'personal',
    own: true,
    headings: ['given name', 'forename'],
  }),
  lastName: field({
    label: 'Last name',
    section: 'person',
    schema: z.nullable(s.text({ what: 'The last name', max: 100 })),
    permission: 'users.edit',
    logged: 'personal',
    own: true,
    headings: ['surname', 'family name'],
  }),
  languages: field({
    label: 'Languages spoken to clients',
    section: 'person',
    schema: s.languages,
    permission: 'users.edit',
    logged: 'value',
    headings: ['languages'],
    help: 'In which this user serves clients.',
  }),
  consoleLanguage: field({
    label: 'Console language',
    section: 'person',
    schema: z.nullable(s.languageTag),
    permission: 'users.edit',
    logged: 'value',
    own: true,
    help: 'In which the console speaks to this user.',
  }),
  timeZone: field({
    label: 'Time zone',
    section: 'person',
    schema: z.nullable(s.timeZone),
    permission: 'users.edit',
    logged: 'value',
    own: true,
    help: "Left empty, it follows the site's time zone.",
  }),

  site: field({
    label: 'Site',
    section: 'access',
    schema: s.id,
    required: true,
    permission: 'users.site',
    logged: 'value',
  }),
  roles: field({
    label: 'Roles',
    section: 'access',
    schema: s.roleGrants,
    required: true,
    permission: 'users.roles',
    logged: 'value',
    headings: ['role'],
  }),
  tags: field({
    label: 'Tags',
    section: 'access',
    schema: s.ids,
    permission: 'users.groups',
    logged: 'value',
    headings: ['tag'],
  }),
  superuser: field({
    label: 'Tenant superuser',
    section: 'access',
    schema: yesNo('Tenant superuser'),
    permission: 'users.roles',
    logged: 'value',
    help: 'Can manage every user and setting of this tenant.',
  }),
  active: field({
    label: 'Account active',
    section: 'access',
    schema: yesNo('Active'),
    permission: 'users.status',
    logged: 'value',
    headings: ['active', 'enabled'],
    help: 'May become active. Without a password the account is pending until it is activated.',
  }),

  businessUnits: field({
    label: 'Business units',
    section: 'team',
    schema: s.ids,
    permission: 'users.groups',
    logged: 'value',
    headings: ['business unit'],
  }),
  agentGroups: field({
    label: 'Agent groups',
    section: 'team',
    schema: s.ids,
    permission: 'users.groups',
    logged: 'value',
    headings: ['agent group'],
  }),
  desks: field({
    label: 'Desks',
    section: 'team',
    schema: s.ids,
    permission: 'users.groups',
    logged: 'value',
    headings: ['desk', 'team'],
  }),
  skills: field({
    label: 'Skills',
    section: 'skills',
    schema: s.skills,
    permission: 'users.groups',
    logged: 'value',
    headings: ['skill'],
  }),

  autoDial: field({
    label: 'Auto dial',
    section: 'calling',
    schema: z.enum(s.autoDialModes, 'Auto dial is off, preview, progressive or predictive.'),
    module: 'dialer',
    permission: 'users.edit',
    logged: 'value',
  }),
  assignLeads: field({
    label: 'Assign leads to user',
    section: 'calling',
    schema: yesNo('Assign leads'),
    module: 'dialer',
    permission: 'users.edit',
    logged: 'value',
    help: 'The dialer hands new leads to this user.',
  }),
  callerIdName: field({
    label: 'Caller ID name',
    section: 'calling',
    schema: z.nullable(s.callerIdName),
    module: 'dialer',
    permission: 'users.edit',
    logged: 'personal',
  }),
  callerIdNumber: field({
    label: 'Caller ID number',
    section: 'calling',
    schema: z.nullable(s.phoneNumber),
    module: 'dialer',
    permission: 'users.edit',
    logged: 'personal',
  }),
  virtualExtension: field({
    label: 'Virtual extension',
    section: 'calling',
    schema: z.nullable(s.digits('The virtual extension')),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'value',
  }),

  sipOption: field({
    label: 'SIP option',
    section: 'sip',
    schema: z.nullable(z.enum(s.sipOptions, 'The SIP option is custom_uri, webrtc or pbx.')),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'value',
  }),
  sipUri: field({
    label: 'SIP URI',
    section: 'sip',
    schema: z.nullable(s.sipUri),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'personal',
  }),
  sipPbx: field({
    label: 'PBX',
    section: 'sip',
    schema: z.nullable(s.id),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'value',
  }),
  sipUsername: field({
    label: 'SIP username',
    section: 'sip',
    schema: z.nullable(
      s.text({ what: 'The SIP username', max: 64 }).check(
        z.refine((v) => /^[A-Za-z0-9_.+-]+$/.test(v), {
          error: 'A SIP username takes letters, digits and _ . + - alone.',
        }),
      ),
    ),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'personal',
  }),
  sipPassword: field({
    label: 'SIP password',
    section: 'sip',
    schema: z.nullable(s.secret),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'secret',
    writeOnly: true,
  }),
  sipExtension: field({
    label: 'Extension',
    section: 'sip',
    schema: z.nullable(s.extension),
    module: 'pbx',
    permission: 'users.edit',
    logged: 'value',
    headings: ['extension', 'ext'],
  }),

  useAddressList: field({
    label: 'Use extended IP ACL',
    section: 'security',
    schema: yesNo('Use extended IP ACL'),
    permission: 'users.addresses',
    logged: 'value',
    help: 'Sign-in and every request only from the allowed addresses.',
  }),
  oauthEmail: field({
    label: 'OAuth e-mail',
    section: 'security',
    schema: z.nullable(s.email),
    // It lets somebody in, as a reset password does.
    permission: 'users.reset-password',
    logged: 'personal',
    help: 'The Google account that may sign in as this user.',
  }),
  caldavServer: field({
    label: 'CalDAV server',
    section: 'security',
    schema: z.nullable(s.calDavServer),
    permission: 'users.edit',
    logged: 'value',
    own: true,
  }),
  caldavUser: field({
    label: 'CalDAV user',
    section: 'security',
    schema: z.nullable(s.text({ what: 'The CalDAV user', max: 255 })),
    permission: 'users.edit',
    logged: 'personal',
    own: true,
  }),
  caldavSecret: field({
    label: 'CalDAV token or password',
    section: 'security',
    schema: z.nullable(s.secret),
    permission: 'users.edit',
    logged: 'secret',
    writeOnly: true,
    own: true,
  }),
  kerberosLogin: field({
    label: 'Kerberos login',
    section: 'security',
    schema: z.nullable(s.text({ what: 'The Kerberos login', max: 255 })),
    permission: 'users.edit',
    logged: 'personal',
    help: 'Kept for interchange; unused.',
  }),

  externalId: field({
    label: 'External ID',
    section: 'profile',
    schema: z.nullable(s.text({ what: 'The external ID', max: 100 })),
    permission: 'users.edit',
    logged: 'personal',
    headings: ['employee id', 'employee number'],
  }),
  phone: field({
    label: 'Phone',
    section: 'profile',
    schema: z.nullable(s.phoneNumber),
    permission: 'users.edit',
    logged: 'personal',
    own: true,
    headings: ['phone number', 'mobile'],
  }),
  jobTitle: field({
    label: 'Job title',
    section: 'profile',
    schema: z.nullable(s.text({ what: 'The job title', max: 100 })),
    permission: 'users.edit',
    logged: 'personal',
  }),
  notes: field({
    label: 'Notes',
    section: 'profile',
    schema: z.nullable(s.text({ what: 'The notes', max: 5000, lines: true })),
    permission: 'users.edit',
    logged: 'personal',
  }),
  custom: field({
    label: 'Custom fields',
    section: 'profile',
    schema: s.custom,
    permission: 'users.edit',
    logged: 'personal',
  }),
} as const satisfies Record<string, FieldDefinition>

export type FieldName = keyof typeof fields
export type FieldValue<N extends FieldName> = z.output<(typeof fields)[N]['schema']>
export type FieldValues = { [N in FieldName]: FieldValue<N> }

/** Secrets: written, and answered with yes or no alone. */
export type WriteOnlyField = { [N in FieldName]: (typeof fields)[N] extends { writeOnly: true } ? N : never }[FieldName]
/** Fields of one module. */
export type FieldOf<M extends Module> = {
  [N in FieldName]: (typeof fields)[N] extends { module: M } ? N : never
}[FieldName]

export const fieldNames = Object.keys(fields) as FieldName[]
export const definition = (name: FieldName): FieldDefinition => fields[name]

/** What passes through the actions of groups and roles and the status, and never through a plain write (SECURITY rule 2). */
export const groupFields = {
  desks: 'desk',
  skills: 'skill',
  tags: 'tag',
  businessUnits: 'business_unit',
  agentGroups: 'agent_group',
} as const
export type GroupField = keyof typeof groupFields
export const groupFieldNames = Object.keys(groupFields) as GroupField[]
