/** The steps of signing in beside the password: passkeys, the second step, and proving again who one is (AUTH-6, AUTH-9). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { problem } from '../../../contract/problem.ts'
import { secondStepProof, wrongCode } from '../../two-step/contract.ts'
import { assertion, passkeysImpossible } from '../../two-step/contract/passkeys.ts'
import { addressNotAllowed, nextStep, typedPassword, wrongCredentials } from '../contract.ts'

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
