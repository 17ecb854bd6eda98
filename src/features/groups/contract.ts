/** The five kinds of group that a user can belong to, any number of each (SPEC 2). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { limitUpTo } from '../../contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { action } from '../changes/contract.ts'
import { fields, groupFields, type GroupField } from '../users/fields/catalogue.ts'
import { text } from '../users/fields/schemas.ts'

export const groupKinds = ['desk', 'skill', 'tag', 'business_unit', 'agent_group'] as const
export type GroupKind = (typeof groupKinds)[number]
export const groupWords: Record<GroupKind, { one: string; many: string; path: string }> = {
  desk: { one: 'desk', many: 'desks', path: 'desks' },
  skill: { one: 'skill', many: 'skills', path: 'skills' },
  tag: { one: 'tag', many: 'tags', path: 'tags' },
  business_unit: { one: 'business unit', many: 'business units', path: 'business-units' },
  agent_group: { one: 'agent group', many: 'agent groups', path: 'agent-groups' },
}

export const group = z.object({
  id: z.int(),
  kind: z.enum(groupKinds),
  name: z.string(),
  /** How many of those whom one may see are in it; absent for whoever may see nobody, or a part of the tenant that is too large to count. */
  members: z.optional(z.int()),
  archived: z.boolean(),
  /** The group that its members went to; null unless it was merged. */
  mergedInto: z.nullable(z.int()),
  version: z.int(),
})
export type Group = z.output<typeof group>
const name = text({ what: 'The name', max: 100 })
export const groupNameTaken = problem(
  'group-name-taken',
  409,
  'Another one has that name already',
  'Choose another name. Case and accents make no difference.',
)

/**
 * Groups of one kind or all, by name; `search` finds a part. At most `limit` (1 to 1,000; 1,000 unless told). `ids` asks
 * for these (up to 200), archived ones as well: whoever has an id may learn its name.
 */
export const listGroups = endpoint({
  method: 'GET',
  path: '/groups',
  permission: 'signed-in',
  summary: 'List groups',
  query: z.strictObject({
    kind: z.optional(z.enum(groupKinds)),
    search: z.optional(z.string().check(z.maxLength(100))),
    archived: z.optional(z.enum(['yes'])),
    ids: z.optional(
      z.string().check(z.regex(/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,199}$/, 'ids are up to 200 ids of groups.')),
    ),
    limit: limitUpTo(1000),
  }),
  answers: { 200: z.object({ items: z.array(group), total: z.int() }) },
})
export const createGroup = endpoint({
  method: 'POST',
  path: '/groups',
  permission: 'groups.manage',
  summary: 'Create a group',
  body: z.strictObject({ kind: z.enum(groupKinds), name }),
  answers: { 201: group },
  problems: [groupNameTaken],
})
/** Renames or archives. Archived groups keep their members and are offered nowhere. */
export const editGroup = endpoint({
  method: 'PATCH',
  path: '/groups/{id}',
  permission: 'groups.manage',
  summary: 'Rename or archive a group',
  ifMatch: true,
  body: z.strictObject({ name: z.optional(name), archived: z.optional(z.boolean()) }),
  answers: { 200: group },
  problems: [groupNameTaken, preconditionRequired, changedMeanwhile],
})

/** What the three actions on one kind take: ids, and for skills a level with each. */
const membersOf = <F extends GroupField>(field: F) =>
  z.strictObject({ [field]: fields[field].schema } as { [K in F]: (typeof fields)[F]['schema'] })
const actionsOn = <F extends GroupField>(field: F) => {
  const { many, path } = groupWords[groupFields[field]]
  const params = membersOf(field)
  return {
    add: action({ name: `add-${path}`, permission: 'users.groups', label: `Add ${many}`, params }),
    remove: action({ name: `remove-${path}`, permission: 'users.groups', label: `Remove ${many}`, params }),
    replace: action({
      name: `replace-${path}`,
      permission: 'users.groups',
      label: `Replace ${many}`,
      params,
      destructive: true,
    }),
  }
}
export const groupActions = {
  desks: actionsOn('desks'),
  skills: actionsOn('skills'),
  tags: actionsOn('tags'),
  businessUnits: actionsOn('businessUnits'),
  agentGroups: actionsOn('agentGroups'),
}
