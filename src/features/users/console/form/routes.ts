import { page } from '#src/console/routing.tsx'

export const userFormPages = [
  page('/users/new', () => import('./new-user-page.tsx'), 'NewUserPage'),
  page('/users/$id/edit', () => import('./edit-user-page.tsx'), 'EditUserPage'),
]
