import { page } from '#src/console/routing.tsx'

export const firstRunPages = [page('/setup/$step', () => import('./setup-page.tsx'), 'SetupPage', 'bare')]
