import { page } from '#src/console/routing.tsx'

export const pbxPages = [page('/settings/pbxes', () => import('./pbxes-page.tsx'), 'PbxesPage')]
