import { page } from '#src/console/routing.tsx'

export const userPages = [
  page('/users/$id', () => import('./overview-page.tsx'), 'OverviewPage'),
  page('/users/$id/access', () => import('./access-page.tsx'), 'AccessPage'),
  page('/users/$id/telephony', () => import('./telephony-page.tsx'), 'TelephonyPage'),
  page('/users/$id/sessions', () => import('./sessions-page.tsx'), 'SessionsPage'),
  page('/users/$id/activity', () => import('./activity-page.tsx'), 'ActivityPage'),
  page('/users/$id/activity/live', () => import('./activity-page.tsx'), 'LiveActivityPage'),
  page('/users/$id/calls', () => import('./calls-page.tsx'), 'CallsPage'),
  page('/users/$id/changes', () => import('./changes-page.tsx'), 'ChangesPage'),
  page('/users/$id/set-up', () => import('./set-up-page.tsx'), 'SetUpPage'),
]
