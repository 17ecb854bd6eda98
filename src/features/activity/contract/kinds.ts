/** The kinds of what people do, each with the word that pages and files print. */
import * as z from 'zod/mini'

/** What is written down as a line of its own. */
export const storedKinds = {
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'sign-in-failed': 'Sign-in failed',
  call: 'Call',
  message: 'Message',
  note: 'Note',
  lead: 'Lead worked',
} as const
export type StoredKind = keyof typeof storedKinds

/** Those, and changes, which stand in the change log and are put between. */
export const kinds = { ...storedKinds, changed: 'Changed' } as const
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as [Kind, ...Kind[]]
export const kind = z.enum(kindNames)

/** What the systems around may send. */
export const sentKind = z.enum(['call', 'message', 'note'])
