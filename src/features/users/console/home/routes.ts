import { page } from '#src/console/routing.tsx'

export const homePages = [
  page('/start', () => import('./start-page.tsx'), 'StartPage'),
  page('/home', () => import('./home-page.tsx'), 'HomePage'),
  page('/me/profile', () => import('../me/profile-page.tsx'), 'ProfilePage'),
]
