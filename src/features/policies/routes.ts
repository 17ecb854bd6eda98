import { route } from '../../server/http/route.ts'
import { editTenantPolicies, readTenantPolicies } from './contract.ts'
import { editPolicies, policiesOf } from './service.ts'

export const policyRoutes = [
  route(readTenantPolicies, policiesOf),
  route(editTenantPolicies, (ctx, { body, ifVersion }) => editPolicies(ctx, ifVersion, body)),
]
