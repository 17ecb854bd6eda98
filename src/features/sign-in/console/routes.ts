import { page } from '#src/console/routing.tsx'

export const signInPages = [
  page('/sign-in', () => import('./sign-in-page.tsx'), 'SignInPage', 'bare'),
  page('/t/$slug', () => import('./sign-in-page.tsx'), 'TenantSignInPage', 'bare'),
  page('/new-password', () => import('./new-password-page.tsx'), 'NewPasswordPage', 'bare'),
  page('/me/security', () => import('./security-page.tsx'), 'SecurityPage'),
]
