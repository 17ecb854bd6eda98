/** Several fields of many people at once (BULK-5): lists are added to, taken from or replaced, single values are set. */
import * as z from 'zod/mini'
import { action } from '../../changes/contract.ts'
import { fields } from '../fields/catalogue.ts'

export const listVerbs = ['add', 'remove', 'replace'] as const

/** What becomes of one list. */
const list = <S extends z.ZodMiniType>(schema: S) =>
  z.optional(
    z.union(
      [z.strictObject({ add: schema }), z.strictObject({ remove: schema }), z.strictObject({ replace: schema })],
      'Say what becomes of it: {"add": […]}, {"remove": […]} or {"replace": […]}.',
    ),
  )

const params = z
  .strictObject({
    skills: list(fields.skills.schema),
    tags: list(fields.tags.schema),
    desks: list(fields.desks.schema),
    businessUnits: list(fields.businessUnits.schema),
    agentGroups: list(fields.agentGroups.schema),
    site: z.optional(fields.site.schema),
    timeZone: z.optional(fields.timeZone.schema),
    autoDial: z.optional(fields.autoDial.schema),
    assignLeads: z.optional(fields.assignLeads.schema),
  })
  .check(z.refine((given) => Object.values(given).some((v) => v !== undefined), 'Name a field to change.'))
export type UpdateParams = z.output<typeof params>

/** Each field by the rules of its own action, all of them in one entry of history. */
export const updateUsers = action({ name: 'update', permission: 'users.read', label: 'Bulk update', params })
