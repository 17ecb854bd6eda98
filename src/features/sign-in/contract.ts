/** Signing in with tenant, username or e-mail, and password (AUTH-1); the doors of other ways stand in `next`. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { moduleNames, plans } from '../../contract/modules.ts'
import { permissionNames } from '../../contract/permissions.ts'
import { problem } from '../../contract/problem.ts'
import { stages } from '../../contract/stages.ts'
import { secondStepProof, wrongCode } from '../two-step/contract.ts'
import { assertion, passkeysImpossible } from '../two-step/contract/passkeys.ts'

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
/** A passkey is both steps at once: something that one has, opened by a finger, a face or a PIN (AUTH-6). */
export const signInByPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey',
  permission: 'public',
  summary: 'Sign in with a passkey',
  secret: true,
  body: z.strictObject({ passkey: assertion }),
  answers: { 200: z.object({ next: nextStep }) },
  problems: [wrongCredentials, addressNotAllowed, passkeysImpossible],
})

export const noStepDue = problem(
  'no-step-due',
  409,
  'No second step is asked of you',
  'This step follows the password. Your session is past it already.',
)
const exactlyOne = (names: readonly string[]) =>
  z.refine<Readonly<Record<string, unknown>>>(
    (body) => names.filter((name) => body[name] !== undefined).length === 1,
    `Send one of ${names.join(', ')}.`,
  )
/** The second step of signing in; it leads on under a new token (S19). */
export const takeSecondStep = endpoint({
  method: 'POST',
  path: '/session/second-step',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['second-step'],
  summary: 'Take the second step of signing in',
  secret: true,
  body: z
    .strictObject({ ...secondStepProof, passkey: z.optional(assertion) })
    .check(exactlyOne(['code', 'backupCode', 'passkey'])),
  answers: { 200: z.object({ next: nextStep }) },
  problems: [wrongCode, noStepDue, passkeysImpossible, addressNotAllowed],
})
export const wrongProof = problem(
  'wrong-proof',
  401,
  'That did not fit',
  'Type the password that you sign in with, or use a passkey of yours.',
)
/** Who proved it is believed for 15 minutes (AUTH-9). The session goes on under a new token (S19). */
export const proveIdentity = endpoint({
  method: 'POST',
  path: '/session/proof',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['set-up-second-step'],
  summary: 'Prove again that it is you',
  secret: true,
  body: z
    .strictObject({ password: z.optional(typedPassword), passkey: z.optional(assertion) })
    .check(exactlyOne(['password', 'passkey'])),
  answers: { 200: z.object({ next: nextStep }) },
  problems: [wrongProof, passkeysImpossible],
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
    modules: z.array(z.enum(moduleNames)),
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
