/** Getting in without a password: links that are mailed, and what they open (AUTH-3 to AUTH-5; SECURITY rule 1). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { action, noParams } from '../changes/contract.ts'
import { passwordRefused, typedPassword } from '../sign-in/contract.ts'
import { linkKinds } from './rules.ts'

/** The same for a link that was used, replaced, too old or never there (S12). */
export const linkOver = problem(
  'link-over',
  410,
  'This link works no longer',
  'A link works once, for a while, and until a newer one is sent. Ask for another one on the sign-in page, or ask your administrator.',
)

/** Answers the same whoever asks and whatever is asked for (S12): whether a mail goes out is known to its reader alone. */
export const askForLink = endpoint({
  method: 'POST',
  path: '/forgot',
  permission: 'public',
  summary: 'Ask for a mail with a link to set a new password',
  body: z.strictObject({ tenant: z.string().check(z.maxLength(100)), name: z.string().check(z.maxLength(254)) }),
  answers: { 202: z.object({}) },
})

/** `<tenant>.<43 characters>`, as it stands behind the `#` of a mailed link: 256 random bits. */
const token = z.string().check(z.maxLength(100))
export const link = z.object({
  kind: z.enum(linkKinds),
  username: z.string(),
  email: z.string(),
  name: z.string(),
  tenant: z.object({ slug: z.string(), name: z.string() }),
  until: z.iso.datetime(),
  /** Characters that the new password has at least. */
  least: z.int(),
})
export type Link = z.output<typeof link>
/** Looking uses nothing up: mail programs open links by themselves. */
export const lookAtLink = endpoint({
  method: 'POST',
  path: '/recovery/look',
  permission: 'public',
  summary: 'See whether a mailed link still works, and for whom',
  secret: true,
  body: z.strictObject({ token }),
  answers: { 200: link },
  problems: [linkOver],
})
/** Sets the password and opens no session: what else stands before the console, stands before it afterwards too (S9). */
export const setPasswordByLink = endpoint({
  method: 'POST',
  path: '/recovery',
  permission: 'public',
  summary: 'Set a password by a mailed link',
  secret: true,
  body: z.strictObject({ token, password: typedPassword }),
  answers: { 200: z.object({ tenant: z.string(), username: z.string(), active: z.boolean() }) },
  problems: [linkOver, passwordRefused],
})

/** To whoever is pending; a newer link takes the place of an older one. */
export const sendActivation = action({
  name: 'send-activation',
  permission: 'users.invite',
  label: 'Send activation email',
  params: noParams,
})
/** In place of a generated password: nobody but the person ever knows one. */
export const sendResetLink = action({
  name: 'send-reset-link',
  permission: 'users.reset-password',
  label: 'Send reset link',
  params: noParams,
})
