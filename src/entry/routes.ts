/** Every route of the API, feature by feature. What is not in this list is not served. */
import type { Parts } from '../server/context.ts'
import type { Route } from '../server/http/route.ts'
import { activityRoutes } from '../features/activity/routes.ts'
import { addressListRoutes } from '../features/address-lists/routes.ts'
import { apiKeyRoutes } from '../features/api-keys/routes.ts'
import { callRoutes } from '../features/calls/routes.ts'
import { changeRoutes } from '../features/changes/routes.ts'
import { customFieldRoutes } from '../features/custom-fields/routes.ts'
import { exportRoutes } from '../features/exports/routes.ts'
import { firstRunRoutes } from '../features/first-run/routes.ts'
import { firstStepRoutes } from '../features/first-steps/routes.ts'
import { googleSignInRoutes } from '../features/google-sign-in/routes.ts'
import { groupRoutes } from '../features/groups/routes.ts'
import { checklistRoutes } from '../features/checklists/routes.ts'
import { healthRoutes } from '../features/health/routes.ts'
import { historyRoutes } from '../features/history/routes.ts'
import { importRoutes } from '../features/imports/routes.ts'
import { leadRoutes } from '../features/leads/routes.ts'
import { liveRoutes } from '../features/live/routes.ts'
import { lockRoutes } from '../features/locks/routes.ts'
import { outboxRoutes } from '../features/outbox/routes.ts'
import { passwordRoutes } from '../features/passwords/routes.ts'
import { pbxRoutes } from '../features/pbxes/routes.ts'
import { policyRoutes } from '../features/policies/routes.ts'
import { preferenceRoutes } from '../features/preferences/routes.ts'
import { presenceRoutes } from '../features/presence/routes.ts'
import { queueRoutes } from '../features/queues/routes.ts'
import { recoveryRoutes } from '../features/recovery/routes.ts'
import { reviewRoutes } from '../features/reviews/routes.ts'
import { roleRoutes } from '../features/roles/routes.ts'
import { sessionRoutes } from '../features/sessions/routes.ts'
import { signInRoutes } from '../features/sign-in/routes.ts'
import { siteRoutes } from '../features/sites/routes.ts'
import { tenantRoutes } from '../features/tenants/routes.ts'
import { twoStepRoutes } from '../features/two-step/routes.ts'
import { userRoutes } from '../features/users/routes.ts'
import { viewRoutes } from '../features/views/routes.ts'
import { actions, catalogue } from './actions.ts'

export type RouteOptions = { readonly makeDemonstration?: (parts: Parts) => Promise<{ password: string | null }> }

export const allRoutes = (options: RouteOptions = {}): Route[] => [
  ...signInRoutes,
  ...googleSignInRoutes,
  ...passwordRoutes(catalogue),
  ...recoveryRoutes,
  ...twoStepRoutes,
  ...sessionRoutes,
  ...presenceRoutes,
  ...addressListRoutes,
  ...apiKeyRoutes,
  ...firstRunRoutes(options),
  ...firstStepRoutes,
  ...tenantRoutes,
  ...userRoutes(actions),
  ...changeRoutes(catalogue),
  ...importRoutes(catalogue),
  ...exportRoutes,
  ...historyRoutes,
  ...activityRoutes,
  ...groupRoutes(catalogue),
  ...roleRoutes,
  ...siteRoutes,
  ...policyRoutes,
  ...lockRoutes,
  ...callRoutes,
  ...queueRoutes,
  ...pbxRoutes,
  ...leadRoutes,
  ...customFieldRoutes,
  ...outboxRoutes,
  ...viewRoutes,
  ...checklistRoutes,
  ...healthRoutes,
  ...reviewRoutes(catalogue),
  ...preferenceRoutes,
  ...liveRoutes,
]
