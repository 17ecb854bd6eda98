import { page } from '#src/console/routing.tsx'

export const activityPages = [page('/activity', () => import('./activity-page.tsx'), 'ActivityPage')]
