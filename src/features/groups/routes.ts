import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createGroup, editGroup, listGroups } from './contract.ts'
import * as groups from './service/groups.ts'

export const groupRoutes = [
  route(listGroups, (ctx, { query }) => groups.listGroups(ctx, query)),
  route(createGroup, (ctx, { body }) => groups.createGroup(ctx, body)),
  route(editGroup, (ctx, { params, body, ifVersion }) => groups.editGroup(ctx, numericId(params.id), ifVersion, body)),
]
