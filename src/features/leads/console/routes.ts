import { page } from '#src/console/routing.tsx'

export const leadPages = [
  page('/leads', () => import('./leads-page.tsx'), 'LeadsPage'),
  page('/leads/callbacks', () => import('./callbacks-page.tsx'), 'CallbacksPage'),
  page('/leads/import', () => import('./import-page.tsx'), 'ImportPage'),
  page('/leads/$id', () => import('./lead-page.tsx'), 'LeadPage'),
]
