import { page } from '#src/console/routing.tsx'

export const tenantPages = [page('/tenants', () => import('./tenants-page.tsx'), 'TenantsPage')]
