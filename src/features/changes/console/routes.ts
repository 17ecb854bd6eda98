import { page } from '#src/console/routing.tsx'

export const jobPages = [
  page('/plans/$id', () => import('./plan/plan-page.tsx'), 'PlanPage'),
  page('/jobs', () => import('./job/jobs-page.tsx'), 'JobsPage'),
  page('/jobs/$id', () => import('./job/job-page.tsx'), 'JobPage'),
]
