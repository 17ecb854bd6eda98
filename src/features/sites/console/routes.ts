import { page } from '#src/console/routing.tsx'

export const sitePages = [page('/settings/sites', () => import('./sites-page.tsx'), 'SitesPage')]
