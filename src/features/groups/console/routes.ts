import { page } from '#src/console/routing.tsx'

export const groupPages = [
  page('/teams/$kind', () => import('./teams-page.tsx'), 'TeamsPage'),
  page('/teams/$kind/$id', () => import('./group-page.tsx'), 'GroupPage'),
]
