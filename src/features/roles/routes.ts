import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createRole, editRole, listRoles } from './contract.ts'
import { previewRole, whoMay, whyMayUser } from './contract/why.ts'
import * as roles from './service/roles.ts'
import * as why from './service/why.ts'

export const roleRoutes = [
  route(listRoles, async (ctx) => ({ items: await roles.listRoles(ctx) })),
  route(createRole, (ctx, { body }) => roles.createRole(ctx, body)),
  route(editRole, (ctx, { params, body, ifVersion }) => roles.editRole(ctx, numericId(params.id), ifVersion, body)),
  route(previewRole, (ctx, { params, query }) => roles.previewRole(ctx, numericId(params.id), query.permissions)),
  route(whyMayUser, (ctx, { params }) => why.whyMay(ctx, params.id)),
  route(whoMay, (ctx, { query }) => why.whoMay(ctx, query)),
]
