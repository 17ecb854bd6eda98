import { route } from '../../server/http/route.ts'
import {
  readTenantAddressList,
  readUserAddressList,
  replaceTenantAddressList,
  replaceUserAddressList,
} from './contract.ts'
import { replaceTenantList, replaceUserList, tenantListOf, userListOf } from './service.ts'

export const addressListRoutes = [
  route(readTenantAddressList, tenantListOf),
  route(replaceTenantAddressList, (ctx, { body, ifVersion }) => replaceTenantList(ctx, ifVersion, body)),
  route(readUserAddressList, (ctx, { params }) => userListOf(ctx, params.id)),
  route(replaceUserAddressList, (ctx, { params, body, ifVersion }) => replaceUserList(ctx, params.id, ifVersion, body)),
]
