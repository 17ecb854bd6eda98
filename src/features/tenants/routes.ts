import { route } from '../../server/http/route.ts'
import { createTenant, listTenants, switchTenant } from './contract.ts'
import { createTenantBelow, listTenantsOf, workIn } from './service.ts'

export const tenantRoutes = [
  route(listTenants, async (ctx) => ({ items: await listTenantsOf(ctx) })),
  route(createTenant, (ctx, { body }) => createTenantBelow(ctx, body)),
  route(switchTenant, async (ctx, { body }) => {
    await workIn(ctx, body.tenant)
    return body
  }),
]
