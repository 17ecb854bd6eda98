/** What Rollcall knows of how far somebody is set up. Never stored: it is so while the facts are. */
import type { Module } from '../../../contract/modules.ts'

type Item = {
  readonly label: string
  /** What is missing, for whoever looks at somebody who is not there yet. */
  readonly missing: string
  readonly module?: Module
}
const item = (known: Item): Item => known

export const knownItems = {
  profile: item({ label: 'Profile complete', missing: 'A first name, a last name and a phone number.' }),
  skills: item({ label: 'Has skills', missing: 'At least one skill.' }),
  queue: item({ label: 'In a queue', missing: 'A queue whose calls reach this user.', module: 'queues' }),
  telephone: item({ label: 'Telephone known', missing: 'A SIP option, or a telephone that registers.', module: 'pbx' }),
  'two-step': item({ label: 'Two-step verification on', missing: 'An authenticator or a passkey.' }),
  'sign-in': item({ label: 'First sign-in', missing: 'Nobody signed in to this account yet.' }),
  call: item({ label: 'First call', missing: 'No call was handled yet.', module: 'calls' }),
} as const
export type ItemName = keyof typeof knownItems
export const itemNames = Object.keys(knownItems) as ItemName[]

/** Those that there are where these modules are on, in the order in which people are set up. */
export const itemsOf = (hasModule: (module: Module) => boolean): ItemName[] =>
  itemNames.filter((name) => {
    const { module }: Item = knownItems[name]
    return module === undefined || hasModule(module)
  })
