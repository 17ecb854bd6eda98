import { page } from '#src/console/routing.tsx'

export const reviewPages = [
  page('/reviews', () => import('./reviews-page.tsx'), 'ReviewsPage'),
  page('/reviews/$id', () => import('./review-page.tsx'), 'ReviewPage'),
  page('/reviews/$id/record', () => import('./record-page.tsx'), 'RecordPage'),
]
