/** Rows of the database as users of the contract. What a module that is off brings is absent (FACE-5). */
import { createHash } from 'node:crypto'
import type { Module } from '../../../contract/modules.ts'
import { isOnline } from '../../presence/contract/presence.ts'
import { toPresence } from '../../presence/service/shape.ts'
import type { User, UserRow } from '../contract/user.ts'
import type { FieldOf, WriteOnlyField } from '../fields/catalogue.ts'
import { extensionOf } from '../sql/derived.ts'
import type { Member, PersonRow, WholePersonRow } from '../sql/rows.ts'

/**
 * The version of a person as an edit sees it. Memberships have no part in the row's own counter, since a mass change of
 * skills must not rewrite a million rows of people; so a digest of them stands beside it.
 */
export function versionOf({ version, members, roles }: Pick<PersonRow, 'version' | 'members' | 'roles'>): string {
  // By id, and without names: renaming a group changes no person.
  const groups = members.map((m) => [m.id, m.level]).sort(byId)
  const grants = roles.map((r) => [r.id, r.sites, r.desks]).sort(byId)
  const digest = createHash('sha256')
    .update(JSON.stringify([groups, grants]))
    .digest('hex')
  return `${version}.${digest.slice(0, 10)}`
}
const byId = (a: readonly unknown[], b: readonly unknown[]) => Number(a[0]) - Number(b[0])

const named = ({ id, name }: { id: number; name: string }) => ({ id, name })
const ofKind = (members: readonly Member[], kind: string) => members.filter((m) => m.kind === kind).map(named)

export function toRow(row: PersonRow, modules: readonly Module[]): UserRow {
  const has = (m: Module) => modules.includes(m)
  const presence = toPresence(row.presence, modules)
  return {
    id: row.id,
    version: versionOf(row),
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    status: row.status,
    locked: row.locked,
    twoStep: row.two_step,
    superuser: row.superuser,
    availability: isOnline(presence) ? 'online' : 'offline',
    presence,
    site: { id: row.site_id, name: row.site_name },
    roles: row.roles,
    desks: ofKind(row.members, 'desk'),
    skills: row.members.filter((m) => m.kind === 'skill').map((m) => ({ ...named(m), level: m.level })),
    tags: ofKind(row.members, 'tag'),
    businessUnits: ofKind(row.members, 'business_unit'),
    agentGroups: ofKind(row.members, 'agent_group'),
    ...(has('queues') ? { queues: row.queues } : {}),
    ...(has('pbx') ? { extension: extensionOf(row) } : {}),
    ...(has('calls') ? { callsHandled: row.calls_handled } : {}),
    lastSignInAt: row.last_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}

/** Every field of the module but its secrets; a type error names the one that is missed. */
type Part<M extends Module> = Required<Pick<User, Exclude<FieldOf<M>, WriteOnlyField>>> & Partial<User>

const dialerPart = (row: WholePersonRow): Part<'dialer'> => ({
  autoDial: row.auto_dial,
  assignLeads: row.assign_leads,
  leads: row.leads,
  callerIdName: row.caller_id_name,
  callerIdNumber: row.caller_id_number,
})

const pbxPart = (row: WholePersonRow): Part<'pbx'> => ({
  virtualExtension: row.virtual_extension,
  sipOption: row.sip_option,
  sipUri: row.sip_uri,
  sipPbx: row.sip_pbx_id === null ? null : { id: row.sip_pbx_id, name: row.sip_pbx_name ?? '' },
  sipUsername: row.sip_username,
  sipPasswordSet: row.secrets.includes('sip'),
  sipExtension: row.sip_extension,
})

export function toUser(row: WholePersonRow, modules: readonly Module[]): User {
  return {
    ...toRow(row, modules),
    active: row.status !== 'inactive',
    languages: row.languages,
    consoleLanguage: row.console_language,
    timeZone: row.time_zone,
    effectiveTimeZone: row.time_zone ?? row.site_time_zone,
    useAddressList: row.use_address_list,
    oauthEmail: row.oauth_email,
    kerberosLogin: row.kerberos_login,
    caldavServer: row.caldav_server,
    caldavUser: row.caldav_user,
    caldavSecretSet: row.secrets.includes('caldav'),
    externalId: row.external_id,
    phone: row.phone,
    jobTitle: row.job_title,
    notes: row.notes,
    custom: row.custom,
    pictureAt: row.picture_at?.toISOString() ?? null,
    hasPassword: row.has_password,
    sessions: row.live_sessions,
    ...(modules.includes('dialer') ? dialerPart(row) : {}),
    ...(modules.includes('pbx') ? pbxPart(row) : {}),
  }
}
