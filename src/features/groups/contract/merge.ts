/** Merging one group into another of its kind: a plan like any other, previewed, run in batches and taken back (HOUSE-1). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { problem } from '../../../contract/problem.ts'
import { holdsMore, refused, type ActionContract } from '../../changes/contract.ts'
import { plan } from '../../changes/contract/plans.ts'
import { id } from '../../users/fields/schemas.ts'
import type { GroupField } from '../../users/fields/catalogue.ts'
import { groupFields } from '../../users/fields/catalogue.ts'
import { groupWords } from '../contract.ts'

export const mergeParams = z.strictObject({ from: id, into: id })
export type MergeParams = z.output<typeof mergeParams>

/** `merge-desks`, `merge-skills` and so on: everybody of `from` comes into `into`. */
export const mergeAction = (field: GroupField): ActionContract<string, typeof mergeParams> => {
  const { many, path } = groupWords[groupFields[field]]
  return {
    name: `merge-${path}`,
    permission: 'users.groups',
    label: `Merge ${many}`,
    params: mergeParams,
    destructive: true,
  }
}

export const groupUnused = problem(
  'group-unused',
  409,
  'Nobody is in this group',
  'There is nobody to bring into another group. Archive it instead.',
)

const counted = z.int().check(z.nonnegative())
/** What merging would move: people, those of them who are in both already, and roles that are limited to this desk. */
export const previewMerge = endpoint({
  method: 'GET',
  path: '/groups/{id}/merge',
  permission: 'groups.manage',
  summary: 'See what merging a group would move',
  query: z.strictObject({
    into: z.optional(z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'into is the id of a group.'))),
  }),
  answers: { 200: z.object({ people: counted, inBoth: counted, limits: counted }) },
})

/**
 * Plans it: run it by `POST /plans/{id}/run`. Everybody of the group comes into the other one, with the higher level of a skill;
 * roles that are limited to the desk are limited to the other one instead; and the group is archived. Undoing the job brings
 * it back.
 */
export const mergeGroup = endpoint({
  method: 'POST',
  path: '/groups/{id}/merge',
  permission: 'groups.manage',
  summary: 'Plan the merging of a group into another of its kind',
  body: z.strictObject({ into: id }),
  answers: { 201: plan },
  problems: [groupUnused, refused, holdsMore],
})
