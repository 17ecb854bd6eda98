import { page } from '#src/console/routing.tsx'

export const sessionPages = [page('/sessions', () => import('./sessions-page.tsx'), 'SessionsPage')]
