import type { Permission } from '#src/contract/permissions.ts'

export const sectionNames = ['People', 'Security', 'The tenant', 'The holder'] as const
export type SectionName = (typeof sectionNames)[number]

/** Under which heading each permission stands. One that is new does not compile until it has its place. */
const sectionOf: Record<Permission, SectionName> = {
  'users.read': 'People',
  'users.create': 'People',
  'users.edit': 'People',
  'users.status': 'People',
  'users.delete': 'People',
  'users.site': 'People',
  'users.groups': 'People',
  'users.roles': 'People',
  'users.export': 'People',
  'activity.read': 'People',
  'calls.read': 'People',
  'users.reset-password': 'Security',
  'users.sessions': 'Security',
  'users.unlock': 'Security',
  'users.reset-authenticator': 'Security',
  'users.invite': 'Security',
  'users.addresses': 'Security',
  'history.read': 'Security',
  'api-keys.manage': 'Security',
  'reviews.manage': 'Security',
  'groups.manage': 'The tenant',
  'roles.manage': 'The tenant',
  'sites.manage': 'The tenant',
  'queues.manage': 'The tenant',
  'leads.manage': 'The tenant',
  'activity.send': 'The tenant',
  'health.manage': 'The tenant',
  'views.share': 'The tenant',
  'mail.read': 'The tenant',
  'mail.send': 'The tenant',
  'tenant.manage': 'The tenant',
  'own.profile': 'The holder',
  'calls.take': 'The holder',
}

export type Section = { readonly name: SectionName; readonly permissions: readonly Permission[] }

/** The given permissions under their headings; headings without any are left out. */
export const inSections = (permissions: readonly Permission[]): Section[] =>
  sectionNames
    .map((name) => ({ name, permissions: permissions.filter((permission) => sectionOf[permission] === name) }))
    .filter((section) => section.permissions.length > 0)
