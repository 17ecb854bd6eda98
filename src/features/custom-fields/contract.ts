/** Fields that a tenant defines for its people (SPEC 4, profile): what they are called, and what they hold. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { text } from '../users/fields/schemas.ts'

export const customFieldTypes = ['text', 'number', 'date', 'yes_no'] as const
export type CustomFieldType = (typeof customFieldTypes)[number]

/** `key` names the field in the API, in files and in history, and never changes. */
export const customField = z.object({
  id: z.int(),
  key: z.string(),
  label: z.string(),
  type: z.enum(customFieldTypes),
  archived: z.boolean(),
  version: z.int(),
})
export type CustomField = z.output<typeof customField>
const label = text({ what: 'The name', max: 100 })

/** As many as a user may have values (fields/schemas.ts). */
export const MOST_CUSTOM_FIELDS = 100

export const customFieldKeyTaken = problem(
  'custom-field-key-taken',
  409,
  'A custom field has that key',
  'Choose another key. A key stays taken when its field is archived, since people keep its values.',
)
export const tooManyCustomFields = problem(
  'too-many-custom-fields',
  409,
  'A tenant has at most 100 custom fields',
  'Archive one that nobody needs any more.',
)

/** By name; archived ones only when asked for. Whoever fills in a form needs their names. */
export const listCustomFields = endpoint({
  method: 'GET',
  path: '/custom-fields',
  permission: 'signed-in',
  summary: 'List custom fields',
  query: z.strictObject({ archived: z.optional(z.enum(['yes'])) }),
  answers: { 200: z.object({ items: z.array(customField) }) },
})
/** Without a key, one is made from the name. */
export const createCustomField = endpoint({
  method: 'POST',
  path: '/custom-fields',
  permission: 'tenant.manage',
  summary: 'Create a custom field',
  body: z.strictObject({
    label,
    type: z.enum(customFieldTypes),
    key: z.optional(
      z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/, 'A key is small letters, digits and _, like cost_center.')),
    ),
  }),
  answers: { 201: customField },
  problems: [customFieldKeyTaken, tooManyCustomFields],
})
/** Renames or archives. People keep their values of an archived field, which is offered nowhere. */
export const editCustomField = endpoint({
  method: 'PATCH',
  path: '/custom-fields/{id}',
  permission: 'tenant.manage',
  summary: 'Rename or archive a custom field',
  ifMatch: true,
  body: z.strictObject({ label: z.optional(label), archived: z.optional(z.boolean()) }),
  answers: { 200: customField },
  problems: [tooManyCustomFields, preconditionRequired, changedMeanwhile],
})
