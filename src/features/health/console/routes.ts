import { page } from '#src/console/routing.tsx'

export const healthPages = [page('/health', () => import('./health-page.tsx'), 'HealthPage')]
