import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId } from '../../../contract/page.ts'
import { changedMeanwhile, preconditionRequired } from '../../../contract/problem.ts'
import { holdsMore, refused } from '../../changes/contract.ts'
import { fieldNames } from '../fields/catalogue.ts'
import { filterNames, longestText, type FilterName } from './filters.ts'
import { userProblems } from './problems.ts'
import { newUser, user, userPatch, userRow } from './user.ts'

const filterTexts = Object.fromEntries(
  filterNames.map((n) => [n, z.optional(z.string().check(z.maxLength(longestText(n))))]),
) as {
  [N in FilterName]: z.ZodMiniOptional<z.ZodMiniString>
}
const people = {
  search: z.optional(z.string().check(z.maxLength(200, 'A search takes at most 200 characters.'))),
  ...filterTexts,
}

const wholeNumber = (what: string, min: number, max: number) =>
  z.optional(
    z.string().check(
      z.refine((v) => /^\d{1,6}$/.test(v) && Number(v) >= min && Number(v) <= max, {
        error: `${what} is a whole number from ${min} to ${max}.`,
      }),
    ),
  )

/**
 * A page of the list. `after` and `before` take a cursor of an earlier answer; `before=end` is the last page.
 * `total` is exact. With `totalWithin` (milliseconds) an answer whose count takes longer comes with `total: null`;
 * then ask `GET /users/count`.
 */
export const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  permission: 'users.read',
  summary: 'List users',
  query: z.strictObject({
    ...people,
    sort: z.optional(z.string()),
    limit: wholeNumber('limit', 1, 200),
    after: z.optional(z.string().check(z.maxLength(1000))),
    before: z.optional(z.string().check(z.maxLength(1000))),
    totalWithin: wholeNumber('totalWithin', 0, 60_000),
  }),
  answers: {
    200: z.object({
      items: z.array(userRow),
      next: z.nullable(z.string()),
      previous: z.nullable(z.string()),
      total: z.nullable(z.int()),
    }),
  },
})

export const countUsers = endpoint({
  method: 'GET',
  path: '/users/count',
  permission: 'users.read',
  summary: 'Count users',
  query: z.strictObject(people),
  answers: { 200: z.object({ total: z.int() }) },
})

/** Of a pasted list, what is nobody's username, e-mail or extension, as far as the one who asks sees people. */
export const listUnmatched = endpoint({
  method: 'GET',
  path: '/users/unmatched',
  permission: 'users.read',
  summary: 'Which of these names are nobody’s',
  query: z.strictObject({ named: z.string().check(z.maxLength(longestText('named'))) }),
  answers: { 200: z.object({ items: z.array(z.string()) }) },
})

/** Who was deleted in the last 30 days and can be restored or erased, the last deleted first. */
export const listDeletedUsers = endpoint({
  method: 'GET',
  path: '/deleted-users',
  permission: 'users.delete',
  summary: 'List users who were deleted and can be restored',
  query: z.strictObject({
    limit: wholeNumber('limit', 1, 200),
    after: afterId,
  }),
  answers: {
    200: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          username: z.string(),
          email: z.string(),
          deletedAt: z.iso.datetime(),
          /** From then on nothing brings them back. */
          erasedAfter: z.iso.datetime(),
        }),
      ),
      next: z.nullable(z.string()),
    }),
  },
})

/** Whoever is in reach of the permission to see users; and everybody themselves. */
export const readUser = endpoint({
  method: 'GET',
  path: '/users/{id}',
  permission: 'signed-in',
  summary: 'Read one user',
  ifMatch: true,
  answers: { 200: user },
})

/** A temporary password stands in the answer once, and nowhere else (AUTH-3). */
export const createUser = endpoint({
  method: 'POST',
  path: '/users',
  permission: 'users.create',
  summary: 'Create a user',
  secret: (answer) => (answer as { temporaryPassword?: string }).temporaryPassword !== undefined,
  body: newUser,
  answers: {
    201: z.object({ user, temporaryPassword: z.optional(z.string()), passwordExpiresAt: z.optional(z.iso.datetime()) }),
  },
  problems: [...userProblems, refused, holdsMore],
})

export const editUser = endpoint({
  method: 'PATCH',
  path: '/users/{id}',
  permission: 'signed-in',
  summary: 'Change fields of a user',
  ifMatch: true,
  body: userPatch,
  answers: { 200: user },
  problems: [...userProblems, refused, holdsMore, preconditionRequired, changedMeanwhile],
})

/** The same as the action `delete`, for those who think in REST. */
export const removeUser = endpoint({
  method: 'DELETE',
  path: '/users/{id}',
  permission: 'users.delete',
  summary: 'Delete a user',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [refused, holdsMore, preconditionRequired, changedMeanwhile],
})

/** Is this still free? Asked by the form while somebody types (CONSOLE: server checks). */
export const checkFree = endpoint({
  method: 'GET',
  path: '/users/free',
  permission: 'users.read',
  summary: 'Ask whether a username, e-mail or extension is free',
  query: z.strictObject({
    field: z.enum(['username', 'email', 'oauthEmail', 'virtualExtension', 'sipExtension']),
    value: z.string().check(z.maxLength(254)),
    pbx: z.optional(z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'pbx is the id of a PBX.'))),
    /** The user who is being edited, whose own names are free to them. */
    except: z.optional(z.uuid()),
  }),
  answers: {
    200: z.object({ free: z.boolean(), message: z.optional(z.string()), suggestion: z.optional(z.string()) }),
  },
})

/** What the person who asks may do to this one, and why not (the row menu and the Access tab read it). */
export const listUserActions = endpoint({
  method: 'GET',
  path: '/users/{id}/actions',
  permission: 'signed-in',
  summary: 'What may be done to a user',
  answers: {
    200: z.object({
      items: z.array(z.object({ action: z.string(), allowed: z.boolean(), reason: z.optional(z.string()) })),
      /** Fields that may be changed here by the person who asks. */
      fields: z.array(z.enum(fieldNames)),
    }),
  },
})

const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export const putPicture = endpoint({
  method: 'PUT',
  path: '/users/{id}/picture',
  permission: 'signed-in',
  summary: 'Set the picture of a user (at most 256 KiB of PNG, JPEG or WebP)',
  bodyLimit: 400_000,
  body: z.strictObject({
    mediaType: z.enum(pictureTypes, 'A picture is PNG, JPEG or WebP.'),
    base64: z.base64('The picture must be base64.'),
  }),
  answers: { 204: z.undefined() },
})
/** If-Match names the version of the user, which another picture raises. */
export const deletePicture = endpoint({
  method: 'DELETE',
  path: '/users/{id}/picture',
  permission: 'signed-in',
  summary: 'Remove the picture of a user',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [preconditionRequired, changedMeanwhile],
})
export const readPicture = endpoint({
  method: 'GET',
  path: '/users/{id}/picture',
  permission: 'signed-in',
  summary: 'The picture of a user',
  answers: { 200: z.unknown() },
})
