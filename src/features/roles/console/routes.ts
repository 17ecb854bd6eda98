import { page } from '#src/console/routing.tsx'

export const rolePages = [
  page('/roles', () => import('./roles-page.tsx'), 'RolesPage'),
  page('/roles/new', () => import('./new-role-page.tsx'), 'NewRolePage'),
  page('/roles/who/$permission', () => import('./who-may-page.tsx'), 'WhoMayPage'),
  page('/roles/$id', () => import('./role-page.tsx'), 'RolePage'),
]
