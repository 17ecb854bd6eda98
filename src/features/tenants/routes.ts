import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createTenant, editTenant, listTenants, switchTenant } from './contract.ts'
import { createTenantBelow, editTenantBelow, listTenantsOf, workIn } from './service.ts'

export const tenantRoutes = [
  route(listTenants, async (ctx, { query }) => ({ items: await listTenantsOf(ctx, query.archived === 'yes') })),
  route(createTenant, (ctx, { body }) => createTenantBelow(ctx, body)),
  route(editTenant, (ctx, { params, body, ifVersion }) => editTenantBelow(ctx, numericId(params.id), ifVersion, body)),
  route(switchTenant, async (ctx, { body }) => {
    await workIn(ctx, body.tenant)
    return body
  }),
]
