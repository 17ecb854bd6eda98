import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createRole, editRole, listRoles } from './contract.ts'
import * as roles from './service/roles.ts'

export const roleRoutes = [
  route(listRoles, async (ctx) => ({ items: await roles.listRoles(ctx) })),
  route(createRole, (ctx, { body }) => roles.createRole(ctx, body)),
  route(editRole, (ctx, { params, body, ifVersion }) => roles.editRole(ctx, numericId(params.id), ifVersion, body)),
]
