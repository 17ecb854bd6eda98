/** Signing in with tenant, username or e-mail, and password (AUTH-1); the doors of other ways stand in `next`. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { partNames, plans } from '../../contract/modules.ts'
import { permissionNames } from '../../contract/permissions.ts'
import { problem } from '../../contract/problem.ts'
import { stages } from '../../contract/stages.ts'

/** The same words for an unknown tenant, an unknown name, a wrong password and an inactive account (S12). */
export const wrongCredentials = problem(
  'wrong-credentials',
  401,
  'That did not fit',
  'Check the tenant, the name and the password. If you forgot the password, have a link mailed to you, or ask your administrator.',
)
/** Said to nobody before the password, and the second step where one is on, have fitted (S12). */
export const addressNotAllowed = problem(
  'address-not-allowed',
  403,
  'You cannot sign in from here',
  'Your account is served from allowed addresses only. Sign in from one of them, or ask an administrator to allow this one.',
)
export const passwordRefused = problem(
  'password-refused',
  422,
  'That password cannot be used',
  'Choose another; the member `errors` says why.',
)
export const noPasswordDue = problem(
  'no-password-due',
  409,
  'No new password is asked of you',
  'This step follows a sign-in with a temporary password. You have chosen yours already.',
)

/** A password as somebody types it; what a new one must be is said by `passwords/rules.ts`. More bytes are refused before any work (S1). */
export const typedPassword = z
  .string()
  .check(
    z.refine((v) => new TextEncoder().encode(v).length <= 4096, { error: 'A password takes at most 4,096 bytes.' }),
  )

/** What comes after the password: the console, or first a step that the session waits for. */
export const nextStep = z.enum(['home', 'second-step', 'new-password', 'set-up-second-step'])
export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  permission: 'public',
  summary: 'Sign in',
  secret: true,
  body: z.strictObject({
    tenant: z.string().check(z.maxLength(100)),
    name: z.string().check(z.maxLength(254)),
    password: typedPassword,
  }),
  answers: { 200: z.object({ next: nextStep }) },
  problems: [wrongCredentials, addressNotAllowed],
})
export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  permission: 'signed-in',
  sessionOnly: true,
  stages,
  summary: 'Sign out',
  answers: { 204: z.undefined() },
})

/** Sets the own password in place of a temporary one; every other session of the person ends (AUTH-3). */
export const chooseNewPassword = endpoint({
  method: 'POST',
  path: '/session/password',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['new-password'],
  summary: 'Choose a password in place of a temporary one',
  secret: true,
  body: z.strictObject({ password: typedPassword }),
  answers: { 200: z.object({ next: nextStep }) },
  problems: [passwordRefused, noPasswordDue],
})

/** Where a permission reaches: the whole tenant, or some sites, or some desks. */
export const reach = z.object({ everywhere: z.boolean(), sites: z.array(z.int()), desks: z.array(z.int()) })
export const me = z.object({
  next: nextStep,
  user: z.object({
    id: z.uuid(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    language: z.nullable(z.string()),
    timeZone: z.string(),
  }),
  tenant: z.object({
    id: z.int(),
    slug: z.string(),
    name: z.string(),
    modules: z.array(z.enum(partNames)),
    plan: z.enum(plans),
    demonstration: z.boolean(),
    autoDial: z.string(),
    super: z.boolean(),
  }),
  /** The tenant that the person belongs to; another than `tenant` for an operator at work. */
  homeTenant: z.object({ id: z.int(), name: z.string() }),
  operator: z.boolean(),
  superuser: z.boolean(),
  permissions: z.array(z.object({ permission: z.enum(permissionNames), reach })),
})
export type Me = z.output<typeof me>
export const readMe = endpoint({
  method: 'GET',
  path: '/session',
  permission: 'signed-in',
  sessionOnly: true,
  stages,
  summary: 'Who am I, and what may I do',
  answers: { 200: me },
})
