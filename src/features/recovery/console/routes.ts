import { page } from '#src/console/routing.tsx'

export const recoveryPages = [
  page('/forgot', () => import('./forgot-page.tsx'), 'ForgotPage', 'bare'),
  page('/activate', () => import('./link-page.tsx'), 'ActivatePage', 'bare'),
  page('/reset', () => import('./link-page.tsx'), 'ResetPage', 'bare'),
]
