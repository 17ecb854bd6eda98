/**
 * What the form holds: values as they travel to the server, and null where a field is empty. A field that is absent is
 * not part of this form: its module is off, or it is a kept secret that nobody replaces.
 */
import type { Module } from '#src/contract/modules.ts'
import type { User } from '../../contract/user.ts'
import { definition, fieldNames, type FieldName, type FieldValue, type WriteOnlyField } from '../../fields/catalogue.ts'

export type FormValues = { [N in FieldName]?: FieldValue<N> | null }
export type RoleGrant = FieldValue<'roles'>[number]

/** Fields of the form in the order of the catalogue; those of a module that is off are absent. */
export const fieldsOf = (modules: readonly Module[]): FieldName[] =>
  fieldNames.filter((name) => {
    const { module } = definition(name)
    return !module || modules.includes(module)
  })

const ids = (things: readonly { id: number }[]) => things.map((thing) => thing.id)

/** A person as the form shows them. Secrets are never among it. */
export function valuesOf(user: User): FormValues {
  const { sipPbx, roles, skills, tags, desks, businessUnits, agentGroups, site } = user
  const same = Object.fromEntries(
    fieldNames
      .filter((name) => name in user && !definition(name).writeOnly)
      .map((name) => [name, user[name as keyof User]]),
  ) as FormValues
  return {
    ...same,
    site: site.id,
    roles: roles.map(({ id, sites, desks }) => ({ id, sites, desks })),
    skills: skills.map(({ id, level }) => ({ id, level })),
    tags: ids(tags),
    desks: ids(desks),
    businessUnits: ids(businessUnits),
    agentGroups: ids(agentGroups),
    ...(sipPbx === undefined ? {} : { sipPbx: sipPbx?.id ?? null }),
  }
}

export type Defaults = { readonly autoDial: FieldValue<'autoDial'>; readonly site: number | null }

/** Every field but the secrets: an absent one is a kept secret, or no part of the form. A type error names the one that is missed. */
type EmptyValues = Required<Omit<FormValues, WriteOnlyField>>

/** A new person, before anything is typed. */
export const emptyValues = ({ autoDial, site }: Defaults): EmptyValues => ({
  username: null,
  email: null,
  firstName: null,
  lastName: null,
  languages: [],
  consoleLanguage: null,
  timeZone: null,
  site,
  roles: [],
  tags: [],
  superuser: false,
  active: true,
  businessUnits: [],
  agentGroups: [],
  desks: [],
  skills: [],
  autoDial,
  assignLeads: false,
  callerIdName: null,
  callerIdNumber: null,
  virtualExtension: null,
  sipOption: null,
  sipUri: null,
  sipPbx: null,
  sipUsername: null,
  sipExtension: null,
  useAddressList: false,
  oauthEmail: null,
  caldavServer: null,
  caldavUser: null,
  kerberosLogin: null,
  externalId: null,
  phone: null,
  jobTitle: null,
  notes: null,
  custom: {},
})

/** What belongs to one person alone is never taken along to another. */
const ownOnly: readonly FieldName[] = [
  'username',
  'email',
  'firstName',
  'lastName',
  'oauthEmail',
  'kerberosLogin',
  'caldavUser',
  'externalId',
  'phone',
  'notes',
  'virtualExtension',
  'sipUri',
  'sipUsername',
  'sipExtension',
  'callerIdName',
  'superuser',
  'active',
  'custom',
]

/** A new person with the place, roles and settings of another. */
export const duplicateOf = (user: User, empty: FormValues): FormValues => {
  const taken = Object.entries(valuesOf(user)).filter(([name]) => !ownOnly.includes(name as FieldName))
  return { ...empty, ...(Object.fromEntries(taken) as FormValues) }
}

/** "Create and add another" keeps the place: site, team and roles. */
export const nextAfter = (values: FormValues, empty: FormValues): FormValues => {
  const { site, roles, businessUnits, agentGroups, desks } = values
  return { ...empty, site, roles, businessUnits, agentGroups, desks }
}
