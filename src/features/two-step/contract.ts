/** Two-step verification: an authenticator as Google's does it, backup codes, passkeys (AUTH-6). What is one's own is under `/me`. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import type { Stage } from '../../contract/stages.ts'
import { action, noParams } from '../changes/contract.ts'

export const wrongCode = problem(
  'wrong-code',
  401,
  'That did not fit',
  'A code of the app works once and for half a minute: take the one that it shows now. A backup code works once. Another way that you set up will do as well.',
)
export const nothingOffered = problem(
  'nothing-offered',
  409,
  'There is nothing to confirm',
  'The secret or the question was shown too long ago, or in another window since. Begin again.',
)
export const secondStepRequired = problem(
  'second-step-required',
  409,
  'Your account needs two-step verification',
  'Your tenant, or a role of yours, demands a second step. Set up another one before you remove this.',
)
export const noSecondStep = problem(
  'no-second-step',
  409,
  'There is no second step',
  'Backup codes stand in for an authenticator or a passkey. Set up one of them first.',
)

/** The steps in which somebody may set up a second one: when it is due, and whenever they like. */
export const settingUp = ['set-up-second-step'] as const satisfies readonly Stage[]

export const passkey = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
  /** Goes up when it is renamed, and not when it is used. */
  version: z.int(),
})
export const ownSecondStep = z.object({
  /** By the tenant, or by a role of the person. */
  required: z.boolean(),
  /** Since when; null without one. */
  authenticatorSince: z.nullable(z.iso.datetime()),
  backupCodesLeft: z.int(),
  passkeys: z.array(passkey),
  /** Browsers keep passkeys for names such as `rollcall.example.com` or `localhost`, never for bare addresses. */
  passkeysPossible: z.boolean(),
})
export type OwnSecondStep = z.output<typeof ownSecondStep>

export const readOwnSecondStep = endpoint({
  method: 'GET',
  path: '/me/second-step',
  permission: 'signed-in',
  sessionOnly: true,
  stages: settingUp,
  summary: 'Your own second step',
  answers: { 200: ownSecondStep },
})

/** What the person has, of whom the second step is asked. */
export const readWays = endpoint({
  method: 'GET',
  path: '/session/second-step',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['second-step'],
  summary: 'With what the second step can be taken',
  answers: { 200: z.object({ authenticator: z.boolean(), passkeys: z.boolean(), backupCodes: z.boolean() }) },
})

const backupCodes = z.array(z.string())
/** Shown once: ten of them, or null where those of before go on. */
const codesOnce = z.nullable(backupCodes)

/** A new secret to be kept by an app. It counts from its first code on; until then the present one goes on. */
export const offerAuthenticator = endpoint({
  method: 'POST',
  path: '/me/authenticator/offer',
  permission: 'signed-in',
  sessionOnly: true,
  stages: settingUp,
  sensitive: true,
  summary: 'Begin to set up an authenticator',
  secret: true,
  /** `secret`: base32; `uri`: `otpauth://totp/…`, for a QR code. */
  answers: { 200: z.object({ secret: z.string(), uri: z.string() }) },
})
const typedCode = z.string().check(z.maxLength(50))
export const setUpAuthenticator = endpoint({
  method: 'POST',
  path: '/me/authenticator',
  permission: 'signed-in',
  sessionOnly: true,
  stages: settingUp,
  sensitive: true,
  summary: 'Set up the authenticator by its first code',
  secret: true,
  body: z.strictObject({ code: typedCode }),
  answers: { 200: z.object({ backupCodes: codesOnce }) },
  problems: [wrongCode, nothingOffered],
})
export const removeAuthenticator = endpoint({
  method: 'DELETE',
  path: '/me/authenticator',
  permission: 'signed-in',
  sessionOnly: true,
  sensitive: true,
  summary: 'Remove your authenticator',
  answers: { 204: z.undefined() },
  problems: [secondStepRequired],
})
export const renewBackupCodes = endpoint({
  method: 'POST',
  path: '/me/backup-codes',
  permission: 'signed-in',
  sessionOnly: true,
  sensitive: true,
  summary: 'New backup codes in place of the old ones',
  secret: true,
  answers: { 200: z.object({ backupCodes }) },
  problems: [noSecondStep],
})

/** One of the ways in which a second step is proved. */
export const secondStepProof = {
  code: z.optional(typedCode),
  backupCode: z.optional(typedCode),
}

/** Takes authenticator, backup codes and passkeys from somebody, who sets them up again at the next sign-in. */
export const resetAuthenticator = action({
  name: 'reset-authenticator',
  permission: 'users.reset-authenticator',
  label: 'Reset authenticator',
  params: noParams,
  destructive: true,
  sensitive: true,
})
