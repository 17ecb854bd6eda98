import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { text } from '../users/fields/schemas.ts'

const range = z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(999_999_999_999))))
export const pbx = z.object({
  id: z.int(),
  name: z.string(),
  domain: z.string(),
  extensionFrom: z.nullable(z.int()),
  extensionTo: z.nullable(z.int()),
})
export const pbxNameTaken = problem(
  'pbx-name-taken',
  409,
  'A PBX has that name',
  'Choose another name. Case and accents make no difference.',
)
export const listPbxes = endpoint({
  method: 'GET',
  path: '/pbxes',
  permission: 'signed-in',
  summary: 'List telephone systems',
  module: 'pbx',
  answers: { 200: z.object({ items: z.array(pbx) }) },
})
export const createPbx = endpoint({
  method: 'POST',
  path: '/pbxes',
  permission: 'tenant.manage',
  summary: 'Add a telephone system',
  module: 'pbx',
  body: z.strictObject({
    name: text({ what: 'The name', max: 100 }),
    domain: z.string().check(z.regex(/^[A-Za-z0-9.-]{1,253}$/, 'Write the domain like pbx.example.com.')),
    extensionFrom: range,
    extensionTo: range,
  }),
  answers: { 201: pbx },
  problems: [pbxNameTaken],
})
