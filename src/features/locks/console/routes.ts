import { page } from '#src/console/routing.tsx'

export const lockPages = [page('/settings/locked', () => import('./locked-page.tsx'), 'LockedPage')]
