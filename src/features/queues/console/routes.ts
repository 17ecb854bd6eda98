import { page } from '#src/console/routing.tsx'

export const queuePages = [
  page('/queues', () => import('./queues-page.tsx'), 'QueuesPage'),
  page('/queues/$id/members', () => import('./members-page.tsx'), 'MembersPage'),
]
