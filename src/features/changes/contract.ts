/**
 * The engine's words: actions that change sets of people, and what each person's outcome is.
 * A set of one goes through `POST /users/{id}/<action>`; plans for many will answer with the same outcomes.
 */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import type { Module } from '../../contract/modules.ts'
import type { Permission } from '../../contract/permissions.ts'
import { problem } from '../../contract/problem.ts'

/** Why a person of the target is left alone, in words. The engine's own reasons, beside those of single actions. */
export const refusals = {
  self: 'That is you: nobody does this to their own account.',
  'last-administrator':
    'The last administrator of a tenant can be neither deactivated, deleted nor demoted. Make another one first.',
  'holds-more-than-you': 'This person holds a permission that you lack.',
  'grants-more-than-you': 'You cannot give a permission that you lack yourself.',
  'outside-your-desks': 'You may change desks within your own desks only.',
  'last-desk-of-yours': 'This would take the last of your desks from this person, and so out of your reach.',
  'locks-you-out': 'Your present address is none of the allowed ones, so this would lock you out. Allow it first.',
  'no-role-left': 'A user has at least one role. Add another one first.',
  'superuser-only': 'Only a superuser or an operator may do this.',
  'takes-the-leads': 'The leads go to this person, who so keeps their place. Choose somebody else for the leads.',
  'group-archived': 'This group is archived.',
  'role-archived': 'This role is archived.',
  'site-archived': 'This site is archived.',
  'queue-archived': 'This queue is archived.',
  'not-active': 'Only active users are assigned to queues. Activate this account first.',
  'takes-no-calls': 'Only agents are assigned to queues. Give this user a role that takes calls first.',
  'no-checklist': 'None of the roles of this user has a set-up checklist. Make one under Settings first.',
  'not-in-queue': 'This person is not in the queue.',
  gone: 'This account is deleted.',
  'not-pending': 'An activation is for accounts that are pending. This one is inactive: activate it instead.',
  'still-pending': 'This account is pending and has no password to reset. Send the activation email instead.',
  'not-deleted': 'Only who is deleted can be erased for good. Delete this account first.',
  'too-late': 'This account was deleted more than 30 days ago.',
  'outside-your-reach': 'You may see this person, and not do this to them: they are outside of your sites or desks.',
  'no-longer-yours': 'You may no longer do this to this person.',
  'no-longer-possible': 'What was asked for cannot be given any more.',
  'row-problem': 'The row has a problem and was left out.',
  'row-refused':
    'What the row asks for is not possible any more: a name, a number or something that it names is taken or gone.',
  'all-or-nothing': 'Nobody was changed, since another row could not be: it was all or nothing.',
  'changed-since': 'Somebody changed this person since.',
  failed: 'It could not be saved. Try again; the log of the server has the cause.',
} as const
export type Refusal = keyof typeof refusals

/** Effects outside the person's own fields, with what is needed to name or put them back. */
export const effects = z.object({
  sessionsEnded: z.optional(z.int()),
  registrationsDropped: z.optional(z.int()),
  queuesLeft: z.optional(z.array(z.object({ id: z.int(), priority: z.int() }))),
  leadsUnassigned: z.optional(z.array(z.uuid())),
  leadsHandedOver: z.optional(z.array(z.object({ to: z.uuid(), leads: z.array(z.uuid()) }))),
  /** What an undo put back. */
  queuesJoined: z.optional(z.array(z.object({ id: z.int(), priority: z.int() }))),
  leadsAssigned: z.optional(z.array(z.uuid())),
})
export type Effects = z.output<typeof effects>

export const outcome = z.object({
  outcome: z.enum(['changed', 'already']),
  /** The change set under which history has it; null when nothing changed. */
  changeSet: z.nullable(z.uuid()),
  effects,
})
export type Outcome = z.output<typeof outcome>

export const refused = problem(
  'refused',
  409,
  'This is not done to that person',
  'The member `reason` names the rule. Nothing was changed.',
)
export const holdsMore = problem(
  'holds-more-than-you',
  403,
  'You lack a permission that this needs',
  'Ask somebody who holds every permission that the change touches.',
)

/** One entry of the action catalogue, as both sides know it. */
export type ActionContract<N extends string = string, P extends z.ZodMiniType = z.ZodMiniType> = {
  readonly name: N
  readonly permission: Permission
  readonly label: string
  readonly params: P
  readonly module?: Module
  /** Asks first in the console, and for many the number typed. */
  readonly destructive?: true
  /** Whoever does it proved lately who they are (AUTH-9). */
  readonly sensitive?: true
}

export function action<const N extends string, P extends z.ZodMiniType>(a: ActionContract<N, P>) {
  const onOne = endpoint({
    method: 'POST',
    path: `/users/{id}/${a.name}`,
    permission: a.permission,
    summary: a.label,
    module: a.module,
    sensitive: a.sensitive,
    body: a.params,
    answers: { 200: outcome },
    problems: [refused, holdsMore],
  })
  return { ...a, endpoint: onOne }
}
export const noParams = z.optional(z.strictObject({}))
