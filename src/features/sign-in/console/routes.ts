import { page } from '#src/console/routing.tsx'

export const signInPages = [
  page('/sign-in', () => import('./sign-in-page.tsx'), 'SignInPage', 'bare'),
  page('/t/$slug', () => import('./sign-in-page.tsx'), 'TenantSignInPage', 'bare'),
  page('/sign-in/two-step', () => import('./second-step-page.tsx'), 'SecondStepPage', 'bare'),
  page('/sign-in/set-up-two-step', () => import('./set-up-second-step-page.tsx'), 'SetUpSecondStepPage', 'bare'),
  page('/new-password', () => import('./new-password-page.tsx'), 'NewPasswordPage', 'bare'),
  page('/me/security', () => import('./security-page.tsx'), 'SecurityPage'),
]
