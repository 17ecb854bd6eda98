import { page } from '#src/console/routing.tsx'

export const exportPages = [
  page('/exports', () => import('./exports-page.tsx'), 'ExportsPage'),
  page('/exports/$id', () => import('./export-page.tsx'), 'ExportPage'),
]
