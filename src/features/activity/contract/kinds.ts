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
  lead: 'Leads and callbacks',
} as const
export type StoredKind = keyof typeof storedKinds

/** Those, and changes, which stand in the change log and are put between. */
export const kinds = { ...storedKinds, changed: 'Changed' } as const
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as [Kind, ...Kind[]]
export const kind = z.enum(kindNames)

/** What becomes of the leads and callbacks of somebody, each a line of the kind `lead`. */
export const leadWords = {
  assigned: 'Leads assigned',
  taken: 'Leads taken back',
  open: 'Leads opened again',
  worked: 'Leads worked',
  closed: 'Leads closed',
  'callback-planned': 'Callback planned',
  'callback-moved': 'Callback moved',
  'callback-given': 'Callbacks handed over to this user',
  'callback-taken': 'Callbacks handed over to a colleague',
  'callback-done': 'Callback done',
  'callback-cancelled': 'Callback cancelled',
} as const
export type LeadWord = keyof typeof leadWords

/** What the systems around may send. */
export const sentKind = z.enum(['call', 'message', 'note'])
