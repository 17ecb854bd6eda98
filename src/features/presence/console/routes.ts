import { page } from '#src/console/routing.tsx'

export const presencePages = [page('/live', () => import('./live-page.tsx'), 'LivePage')]
