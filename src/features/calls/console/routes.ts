import { page } from '#src/console/routing.tsx'

export const callPages = [
  page('/calls', () => import('./calls-page.tsx'), 'CallsPage'),
  page('/calls/aside', () => import('./aside-page.tsx'), 'AsidePage'),
  page('/calls/import', () => import('./import-page.tsx'), 'ImportCallsPage'),
]
