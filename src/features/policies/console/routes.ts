import { page } from '#src/console/routing.tsx'

export const policyPages = [
  page('/settings/security', () => import('./security-settings-page.tsx'), 'SecuritySettingsPage'),
]
