import { page } from '#src/console/routing.tsx'

export const checklistPages = [page('/settings/checklists', () => import('./checklists-page.tsx'), 'ChecklistsPage')]
