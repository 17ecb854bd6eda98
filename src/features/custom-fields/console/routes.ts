import { page } from '#src/console/routing.tsx'

export const customFieldPages = [page('/settings/fields', () => import('./custom-fields-page.tsx'), 'CustomFieldsPage')]
