/** Set-up checklists: what a role asks of a new user, and how far each one is (HOUSE-5). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired } from '../../contract/problem.ts'
import { action, noParams } from '../changes/contract.ts'
import { text } from '../users/fields/schemas.ts'
import { itemNames } from './contract/items.ts'

/** So many training items may a checklist have. */
export const MOST_TRAININGS = 50

const itemName = z.enum(itemNames)
const namedUser = z.object({ id: z.uuid(), name: z.string() })
const link = z.string().check(
  z.trim(),
  z.maxLength(500),
  z.refine((address) => /^https?:\/\/[^\s/]+/i.test(address), { error: 'A link begins with https:// or http://.' }),
)
/** Whole days from the start of the set-up until it is due. */
const days = z
  .int()
  .check(z.refine((n) => n >= 0 && n <= 3650, { error: 'The days are a whole number from 0 to 3,650.' }))

export const checklist = z.object({
  role: z.object({ id: z.int(), name: z.string() }),
  /** What Rollcall knows by itself. */
  items: z.array(itemName),
  /** What somebody ticks. */
  trainings: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      link: z.nullable(z.string()),
      days: z.int(),
      owner: z.nullable(namedUser),
    }),
  ),
  version: z.int(),
})
export type Checklist = z.output<typeof checklist>

export const wantedTraining = z.strictObject({
  /** Of one that is there already: its ticks stay. */
  id: z.optional(z.int()),
  title: text({ what: 'The title', max: 120 }),
  link: z.optional(z.nullable(link)),
  days,
  owner: z.optional(z.nullable(z.uuid())),
})
export type WantedTraining = z.output<typeof wantedTraining>

/** How far somebody is. Trainings and items are empty where no role of theirs has a checklist. */
export const setUp = z.object({
  /** When it began; null for somebody who was never given a checklist. */
  startedAt: z.nullable(z.iso.datetime()),
  items: z.array(z.object({ name: itemName, done: z.boolean() })),
  trainings: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      link: z.nullable(z.string()),
      /** The day in UTC at the end of which it is due. */
      dueOn: z.iso.date(),
      overdue: z.boolean(),
      owner: z.nullable(namedUser),
      /** By whom is null where it was no user, or one who is gone. */
      ticked: z.nullable(z.object({ at: z.iso.datetime(), by: z.nullable(z.string()) })),
      /** Whether the one who asks may tick it. */
      mayTick: z.boolean(),
    }),
  ),
})
export type SetUp = z.output<typeof setUp>

/** Every role that is not archived, with what it asks of new users. */
export const listChecklists = endpoint({
  method: 'GET',
  path: '/checklists',
  permission: 'health.manage',
  summary: 'List the set-up checklists of all roles',
  answers: { 200: z.object({ items: z.array(checklist) }) },
})
/** Replaces the checklist of a role; a training that is left out goes with its ticks. */
export const replaceChecklist = endpoint({
  method: 'PUT',
  path: '/checklists/{id}',
  permission: 'health.manage',
  summary: 'Replace the set-up checklist of a role',
  ifMatch: true,
  body: z.strictObject({
    items: z.array(itemName),
    trainings: z.array(wantedTraining).check(
      z.refine((all) => all.length <= MOST_TRAININGS, {
        error: `A checklist has at most ${MOST_TRAININGS} training items.`,
      }),
    ),
  }),
  answers: { 200: checklist },
  problems: [preconditionRequired, changedMeanwhile],
})
/** One's own, or that of somebody whom one may see. */
export const readSetUp = endpoint({
  method: 'GET',
  path: '/users/{id}/set-up',
  permission: 'signed-in',
  summary: 'Read how far a user is set up',
  answers: { 200: setUp },
})
/** Trainings that one owns, of users whom one may see, and one's own; the longest overdue first, fifty at most. */
export const listOverdueTrainings = endpoint({
  method: 'GET',
  path: '/trainings/overdue',
  permission: 'signed-in',
  summary: 'List the overdue trainings that are one’s own to see to',
  answers: {
    200: z.object({
      items: z.array(
        z.object({
          id: z.int(),
          title: z.string(),
          dueOn: z.iso.date(),
          user: namedUser,
          /** It is one's own to do, and not only to see to. */
          mine: z.boolean(),
        }),
      ),
      total: z.int(),
    }),
  },
})
/** For the person, whoever owns the training, and whoever may edit the person. */
export const tickTraining = endpoint({
  method: 'PUT',
  path: '/users/{id}/set-up/trainings/{training}',
  permission: 'signed-in',
  summary: 'Tick a training of a user as done, or as open again',
  body: z.strictObject({ done: z.boolean() }),
  answers: { 200: setUp },
})

/** Gives people the checklists of their roles, as whoever is new has them. */
export const startSetUp = action({
  name: 'start-set-up',
  permission: 'users.edit',
  label: 'Start set-up checklist',
  params: noParams,
})
