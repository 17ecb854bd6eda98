/** What the servers of the tests serve. */
import { apiKeyRoutes } from '#src/features/api-keys/routes.ts'
import { actionRoutes } from '#src/features/changes/routes.ts'
import { firstRunRoutes } from '#src/features/first-run/routes.ts'
import { groupRoutes } from '#src/features/groups/routes.ts'
import { historyRoutes } from '#src/features/history/routes.ts'
import { liveRoutes } from '#src/features/live/routes.ts'
import { passwordRoutes } from '#src/features/passwords/routes.ts'
import { pbxRoutes } from '#src/features/pbxes/routes.ts'
import { preferenceRoutes } from '#src/features/preferences/routes.ts'
import { queueRoutes } from '#src/features/queues/routes.ts'
import { roleRoutes } from '#src/features/roles/routes.ts'
import { actions as sessionActions } from '#src/features/sessions/actions.ts'
import { sessionRoutes } from '#src/features/sessions/routes.ts'
import { signInRoutes } from '#src/features/sign-in/routes.ts'
import { siteRoutes } from '#src/features/sites/routes.ts'
import { tenantRoutes } from '#src/features/tenants/routes.ts'
import { viewRoutes } from '#src/features/views/routes.ts'
import type { Parts } from '#src/server/context.ts'
import type { Route } from '#src/server/http/route.ts'

export const routes = (_parts: Parts): Route[] => [
  ...signInRoutes,
  ...sessionRoutes,
  ...passwordRoutes,
  ...apiKeyRoutes,
  ...tenantRoutes,
  ...firstRunRoutes(),
  ...liveRoutes,
  ...groupRoutes,
  ...historyRoutes,
  ...pbxRoutes,
  ...preferenceRoutes,
  ...queueRoutes,
  ...roleRoutes,
  ...siteRoutes,
  ...viewRoutes,
  ...actionRoutes(sessionActions),
]
