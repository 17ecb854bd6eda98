import { page } from '#src/console/routing.tsx'

export const apiKeyPages = [page('/settings/api-keys', () => import('./api-keys-page.tsx'), 'ApiKeysPage')]
