/** The shapes in which users travel. Parts of a module that is off are absent, not null (FACE-5). */
import * as z from 'zod/mini'
import { fields, type FieldName, type WriteOnlyField } from '../fields/catalogue.ts'
import { presence } from '../../presence/contract/presence.ts'
import { autoDialModes, sipOptions, statuses } from '../fields/schemas.ts'

export const named = z.object({ id: z.int(), name: z.string() })
export type Named = z.output<typeof named>
const skillOf = z.extend(named, { level: z.nullable(z.int()) })
const roleOf = z.extend(named, { sites: z.nullable(z.array(z.int())), desks: z.nullable(z.array(z.int())) })
const queueOf = z.extend(named, { priority: z.int() })
const instant = z.iso.datetime()

export const status = z.enum(statuses)
export const availability = z.enum(['online', 'offline'])

/** One row of the list: all that a row or a card shows. */
export const userRow = z.object({
  id: z.uuid(),
  /** Changes with everything that an edit can change; the ETag of the user is it, quoted, with a v in front. */
  version: z.string(),
  username: z.string(),
  email: z.string(),
  firstName: z.nullable(z.string()),
  lastName: z.nullable(z.string()),
  status,
  /** A mark beside the status: after failed tries, for a time. */
  locked: z.boolean(),
  /** An authenticator or a passkey is set up. */
  twoStep: z.boolean(),
  superuser: z.boolean(),
  /** Online: a live session of the console or a live registration of a telephone. */
  availability,
  presence,
  site: named,
  roles: z.array(roleOf),
  desks: z.array(named),
  skills: z.array(skillOf),
  tags: z.array(named),
  businessUnits: z.array(named),
  agentGroups: z.array(named),
  queues: z.optional(z.array(queueOf)),
  extension: z.optional(z.nullable(z.string())),
  lastSignInAt: z.nullable(instant),
  /** In the last thirty days; null for who had no call in them. */
  callsHandled: z.optional(z.nullable(z.int())),
  createdAt: instant,
})
export type UserRow = z.output<typeof userRow>

const text = z.nullable(z.string())
/** Fields that an answer has beside those of a row, under their own names; a type error below names the one that is missed. */
type Shown = Exclude<FieldName, keyof UserRow | WriteOnlyField>

/** One user, whole. Secrets are never among it: `…Set` says whether one is kept. */
export const user = z.extend(userRow, {
  active: z.boolean(),
  languages: z.array(z.string()),
  consoleLanguage: text,
  timeZone: text,
  /** The zone in force: the own one, or else the site's. */
  effectiveTimeZone: z.string(),
  useAddressList: z.boolean(),
  oauthEmail: text,
  kerberosLogin: text,
  caldavServer: text,
  caldavUser: text,
  caldavSecretSet: z.boolean(),
  externalId: text,
  phone: text,
  jobTitle: text,
  notes: text,
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  pictureAt: z.nullable(instant),
  hasPassword: z.boolean(),
  /** Live console sessions; what a deactivation would end. */
  sessions: z.int(),
  autoDial: z.optional(z.enum(autoDialModes)),
  assignLeads: z.optional(z.boolean()),
  leads: z.optional(z.int()),
  callerIdName: z.optional(text),
  callerIdNumber: z.optional(text),
  virtualExtension: z.optional(text),
  sipOption: z.optional(z.nullable(z.enum(sipOptions))),
  sipUri: z.optional(text),
  sipPbx: z.optional(z.nullable(named)),
  sipUsername: z.optional(text),
  sipPasswordSet: z.optional(z.boolean()),
  sipExtension: z.optional(text),
} satisfies Record<Shown, unknown> & Record<string, unknown>)
export type User = z.output<typeof user>

const shape = Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, z.optional(f.schema)])) as {
  [N in FieldName]: z.ZodMiniOptional<(typeof fields)[N]['schema']>
}
const { email: _fixed, ...editable } = shape

/** How a new user gets in: by a mailed link, a temporary password shown once, or not yet; pending until then. */
export const signInChoice = z.enum(['activation', 'temporary-password', 'none'])

/** A new user. What is left out takes the tenant's or the site's default. */
export const newUser = z.strictObject({
  ...shape,
  username: fields.username.schema,
  email: fields.email.schema,
  site: fields.site.schema,
  roles: fields.roles.schema,
  signIn: z.optional(signInChoice),
})
export type NewUser = z.output<typeof newUser>

/** A change: only what is named changes. The e-mail is not among it (SPEC 4). */
export const userPatch = z.strictObject({
  ...editable,
  email: z.optional(z.never("E-mail can't change after creation. Deactivate the account and invite the new address.")),
})
export type UserPatch = z.output<typeof userPatch>
