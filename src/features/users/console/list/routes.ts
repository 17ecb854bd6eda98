import { page } from '#src/console/routing.tsx'

export const usersListPages = [page('/users', () => import('./users-page.tsx'), 'UsersPage')]
