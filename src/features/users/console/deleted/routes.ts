import { page } from '#src/console/routing.tsx'

export const deletedPages = [page('/users/deleted', () => import('./deleted-page.tsx'), 'DeletedPage')]
