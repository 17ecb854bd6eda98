/** What an action does to how many, in a sentence (CONSOLE, dialogs and micro-copy). */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { sayShortfalls } from '../../queues/console/widgets/say-shortfalls.ts'
import type { Impact } from '../contract/plans.ts'

/** An action with what it gives, in words: `Spanish, Billing`, `Riga`; empty where it gives nothing. */
export type Deed = {
  readonly action: string
  readonly label: string
  readonly things: string
  /** Where it says who gets leads: `to Marta Ozola`. */
  readonly taker?: string | undefined
}

type Words = {
  /** The whole: "Add Spanish to 12 people". */
  readonly does: (people: string, things: string) => string
  /** After a number: "already have this". */
  readonly already: string
  /** On the button, before the people: "Add for". */
  readonly verb: string
}

const people = (n: number) => plural(n, 'person', 'people')
const users = (n: number) => plural(n, 'user')

/** The server names what is taken back after what was done first, and what is done again after it too. */
export const isUndo = (label: string): boolean => label.startsWith('Undo: ')
export const isRedo = (label: string): boolean => label.startsWith('Redo: ')
/** What was done first, of either. */
export const nameOfFirst = (label: string): string => label.replace(/^(Undo|Redo): /, '')

/** What writes to people and changes nothing of them. */
export const isMail = ({ action }: { readonly action: string }): boolean =>
  action === 'send-activation' || action === 'send-reset-link'

const kinds: Readonly<Record<string, string>> = {
  skills: 'skills',
  roles: 'roles',
  tags: 'tags',
  desks: 'desks',
  'business-units': 'business units',
  'agent-groups': 'agent groups',
}

const listWords = (how: string, kind: string): Words =>
  how === 'add'
    ? { does: (who, what) => `Add ${what} to ${who}`, already: 'already have this', verb: 'Add for' }
    : how === 'remove'
      ? { does: (who, what) => `Remove ${what} from ${who}`, already: 'do not have this', verb: 'Remove for' }
      : {
          does: (who, what) =>
            what === '' ? `Remove all ${kind} from ${who}` : `Replace the ${kind} of ${who} with ${what}`,
          already: 'have exactly this',
          verb: 'Replace for',
        }

const single: Readonly<Record<string, Words>> = {
  activate: { does: (who) => `Activate ${who}`, already: 'are active already', verb: 'Activate' },
  deactivate: { does: (who) => `Deactivate ${who}`, already: 'are inactive already', verb: 'Deactivate' },
  delete: { does: (who) => `Delete ${who}`, already: 'are deleted already', verb: 'Delete' },
  restore: { does: (who) => `Restore ${who}`, already: 'are not deleted', verb: 'Restore' },
  unlock: { does: (who) => `Unlock ${who}`, already: 'are not locked', verb: 'Unlock' },
  'reset-authenticator': {
    does: (who) => `Reset the authenticators of ${who}`,
    already: 'have no two-step verification',
    verb: 'Reset for',
  },
  'send-activation': {
    does: (who) => `Send activation email to ${who}`,
    already: 'are active already',
    verb: 'Send to',
  },
  'send-reset-link': {
    does: (who) => `Send reset link to ${who}`,
    already: 'are so already',
    verb: 'Send to',
  },
  'give-passwords': {
    does: (who) => `Give temporary passwords to ${who}`,
    already: 'are so already',
    verb: 'Make passwords for',
  },
  'end-sessions': { does: (who) => `Sign out ${who}`, already: 'have no open session', verb: 'Sign out' },
  update: { does: (who, what) => `Change ${what} of ${who}`, already: 'are so already', verb: 'Change for' },
  'add-queues': { does: (who, what) => `Add ${who} to ${what}`, already: 'are in it already', verb: 'Add' },
  'remove-queues': { does: (who, what) => `Remove ${who} from ${what}`, already: 'are not in it', verb: 'Remove' },
  'set-queue-priority': {
    does: (who, what) => `Set the priority of ${who} in ${what}`,
    already: 'have it already',
    verb: 'Set for',
  },
  'restore-queues': {
    does: (who) => `Put ${who} back into their former queues`,
    already: 'have no queue to go back to',
    verb: 'Put back',
  },
  'set-site': { does: (who, what) => `Move ${who} to ${what}`, already: 'are there already', verb: 'Move' },
  'set-time-zone': {
    does: (who, what) => `Set the time zone of ${who} to ${what}`,
    already: 'have it already',
    verb: 'Set for',
  },
  'set-auto-dial': {
    does: (who, what) => `Set auto dial of ${who} to ${what}`,
    already: 'have it already',
    verb: 'Set for',
  },
  import: { does: (_who, what) => what, already: 'are so already', verb: 'Run for' },
  'set-address-list': {
    does: (who, what) => `Turn the extended IP ACL ${what} for ${who}`,
    already: 'have it so already',
    verb: 'Set for',
  },
  'start-set-up': {
    does: (who) => `Start the set-up checklist of ${who}`,
    already: 'have it already',
    verb: 'Start for',
  },
  'hand-over-leads': {
    does: (who, what) => `Hand the leads of ${who} ${what}`,
    already: 'have no leads',
    verb: 'Hand over for',
  },
  'set-lead-assignment': {
    does: (who, what) => `Turn lead assignment ${what} for ${who}`,
    already: 'have it so already',
    verb: 'Set for',
  },
}

/** Of accounts one speaks as users, of what somebody has as people. */
const ofAccounts = new Set([
  'activate',
  'deactivate',
  'delete',
  'restore',
  'end-sessions',
  'unlock',
  'reset-authenticator',
  'set-site',
])

function wordsOf({ action, label }: Deed): Words {
  const [, how, kind] = /^(add|remove|replace)-(.+)$/.exec(action) ?? []
  if (how && kind && kinds[kind]) return listWords(how, kinds[kind])
  if (action.startsWith('merge-'))
    return { does: (who, what) => `Merge ${what}: ${who}`, already: 'have left it already', verb: 'Merge, moving' }
  if (isRedo(label))
    return { does: (who, what) => `Redo “${what}” for ${who}`, already: 'are so already', verb: 'Redo for' }
  if (isUndo(label))
    return {
      does: (who, what) => `Take back “${what}” for ${who}`,
      already: 'are as they were before',
      verb: 'Take back for',
    }
  return single[action] ?? { does: (who) => `${label}: ${who}`, already: 'are so already', verb: `${label}:` }
}

const sayPeople = ({ action }: Deed, n: number) => (ofAccounts.has(action) ? users(n) : people(n))

/** "Add Spanish to 12,318 people" */
export const sayDeed = (deed: Deed, n: number): string => wordsOf(deed).does(sayPeople(deed, n), deed.things)

/** "Add for 12,318 people" */
export const sayButton = (deed: Deed, n: number): string =>
  deed.action === 'import' ? deed.things : `${wordsOf(deed).verb} ${sayPeople(deed, n)}`

/** Without a number: "Add Spanish", "Deactivate". */
export const sayShort = ({ label, things }: Deed): string =>
  things === '' || isUndo(label) || isRedo(label) ? label : `${label}: ${things}`

/** "96 already have this. 16 will be skipped." */
export function sayRest(deed: Deed, { already, skipped }: { already: number; skipped: number }): string {
  const parts = [
    ...(already > 0 ? [`${formatNumber(already)} ${agree(already, wordsOf(deed).already)}.`] : []),
    ...(skipped > 0 ? [`${formatNumber(skipped)} will be skipped.`] : []),
  ]
  return parts.join(' ')
}

/** The verbs of `already`, for one person. */
const agree = (n: number, words: string) =>
  n === 1
    ? words
        .replace(/\bhave\b/, 'has')
        .replace(/\bare\b/, 'is')
        .replace(/\bdo not has\b/, 'does not have')
    : words

/** What goes along, one entry each. */
export function sayImpact(impact: Impact, deed: Deed): readonly string[] {
  const {
    sessionsEnded = 0,
    registrationsDropped = 0,
    queuesLeft = 0,
    queuesJoined = 0,
    membershipsLost = 0,
    rolesLost = 0,
    queuesBelow,
  } = impact
  return [
    ...(sessionsEnded > 0 ? [`${plural(sessionsEnded, 'session')} will end`] : []),
    ...(registrationsDropped > 0 ? [`${plural(registrationsDropped, 'phone')} will be signed off`] : []),
    ...(queuesLeft > 0 ? [`${plural(queuesLeft, 'place')} in queues will be left`] : []),
    ...(queuesJoined > 0 ? [`${plural(queuesJoined, 'place')} in queues will be given back`] : []),
    ...sayLeads(impact, deed),
    ...(membershipsLost > 0 ? [`${plural(membershipsLost, 'assignment')} will be lost`] : []),
    ...(queuesBelow ? [sayShortfalls(queuesBelow.first, queuesBelow.total)] : []),
    ...(rolesLost > 0 ? [`${plural(rolesLost, 'role')} will be taken`] : []),
  ]
}

/** "12 leads will be handed over to Marta Ozola, 3 planned callbacks with them" */
function sayLeads(
  { leadsUnassigned = 0, leadsHandedOver = 0, leadsHeld = 0, callbacksHeld = 0 }: Impact,
  { taker }: Deed,
): readonly string[] {
  const along = callbacksHeld > 0 ? `, ${plural(callbacksHeld, 'planned callback')} with them` : ''
  if (leadsHandedOver > 0)
    return [`${plural(leadsHandedOver, 'lead')} will be handed over${taker ? ` ${taker}` : ''}${along}`]
  if (leadsUnassigned > 0) return [`${plural(leadsUnassigned, 'lead')} will be unassigned${along}`]
  return leadsHeld > 0 ? [`${plural(leadsHeld, 'lead')} will stay with them`] : []
}

const lasting = { sessions: 'ended sessions', mails: 'sent mails', passwords: 'new passwords' } as const
type NotUndone = keyof typeof lasting

/** "Ended sessions and sent mails are never undone."; empty where everything is. */
export function sayNotUndone(what: readonly NotUndone[]): string {
  const said = what.map((one) => lasting[one]).join(' and ')
  return said === '' ? '' : `${said[0]!.toUpperCase()}${said.slice(1)} are never undone.`
}

/** How long something still takes: "about 40 s", "about 3 min". */
export const sayLeft = (seconds: number): string =>
  seconds < 90 ? `about ${Math.max(seconds, 1)} s` : `about ${formatNumber(Math.round(seconds / 60))} min`
