import { page } from '#src/console/routing.tsx'
import { importPath } from './widgets/import-path.ts'

export const importPages = [page(importPath, () => import('./import-page.tsx'), 'ImportPage')]
