import { page } from '#src/console/routing.tsx'

export const outboxPages = [page('/settings/outbox', () => import('./outbox-page.tsx'), 'OutboxPage')]
