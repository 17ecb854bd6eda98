/**
 * The whole list of what a person may be allowed to do, each with the sentence that the role editor prints.
 *
 * A *power* is held over other people: nobody grants a power that they lack, or acts on somebody who holds one that
 * they lack (PEOPLE-1). A *mark* says what a person is (someone who takes calls); it puts nobody above anybody.
 */
type Entry = { readonly says: string; readonly kind: 'power' | 'mark' }
const power = (says: string): Entry => ({ says, kind: 'power' })
const mark = (says: string): Entry => ({ says, kind: 'mark' })

export const permissions = {
  'users.read': power('See users and their settings'),
  'users.create': power('Create users, one or many'),
  'users.edit': power('Edit the profile and calling settings of users'),
  'users.status': power('Activate and deactivate users'),
  'users.delete': power('Delete users'),
  'users.site': power('Move users between sites'),
  'users.groups': power('Change desks, skills, tags, business units and agent groups of users'),
  'users.roles': power('Give and take roles'),
  'users.reset-password': power('Reset passwords of users'),
  'users.sessions': power('See and end sessions of users'),
  'users.unlock': power('Unlock users who are locked out'),
  'users.reset-authenticator': power('Reset the second step of users'),
  'users.invite': power('Send users mail that activates their account'),
  'users.addresses': power('Change the extended IP ACL: the addresses from which users may sign in'),
  'users.export': power('Export lists of users'),
  'history.read': power('Read the change log'),
  'activity.read': power('See what users did and what they are doing now'),
  'activity.send': power('Send calls, messages, notes and availability of users from other systems'),
  'calls.read': power('See call statistics'),
  'groups.manage': power('Create, rename and archive groups'),
  'roles.manage': power('Create and change roles'),
  'sites.manage': power('Create and change sites'),
  'queues.manage': power('Create queues and assign agents to them'),
  'leads.manage': power('Import and assign leads, and plan callbacks'),
  'health.manage': power('Make rules of good practice and set-up checklists'),
  'reviews.manage': power('Start access reviews and see their records'),
  'views.share': power('Share saved views with everybody'),
  'mail.read': power('See the outbox: whom mail went to, when, and whether it arrived'),
  'mail.send': power('Send mail of the outbox again'),
  'api-keys.manage': power('Create and end API keys'),
  'tenant.manage': power('Change settings and policies of the tenant'),
  'own.profile': mark('See and edit one’s own profile'),
  'calls.take': mark('Take calls as an agent'),
} as const satisfies Record<string, Entry>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as Permission[]
export const isPower = (p: Permission) => permissions[p].kind === 'power'
export const powers = permissionNames.filter(isPower)

/** The built-in roles (SPEC 2). A tenant may make others; these keep their name and permissions. */
export const builtInRoles = {
  administrator: { name: 'Administrator', permissions: [...powers, 'own.profile'] },
  manager: {
    name: 'Manager',
    permissions: [
      'users.read',
      'users.edit',
      'users.groups',
      'history.read',
      'activity.read',
      'calls.read',
      'own.profile',
    ],
  },
  agent: { name: 'Agent', permissions: ['own.profile', 'calls.take'] },
  auditor: {
    name: 'Auditor',
    permissions: ['users.read', 'history.read', 'activity.read', 'calls.read', 'mail.read', 'own.profile'],
  },
} as const satisfies Record<string, { name: string; permissions: readonly Permission[] }>
export type BuiltInRole = keyof typeof builtInRoles
