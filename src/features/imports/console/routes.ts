import { page } from '#src/console/routing.tsx'
import { importPath } from './widgets/import-path.ts'

export const importPages = [
  page(importPath, () => import('./start-page.tsx'), 'StartPage'),
  page(`${importPath}/$id`, () => import('./draft/draft-page.tsx'), 'DraftPage'),
]
