import { route } from '../../server/http/route.ts'
import { editPreferences, readPreferences } from './contract.ts'
import * as preferences from './service.ts'

export const preferenceRoutes = [
  route(readPreferences, (ctx) => preferences.readPreferences(ctx)),
  route(editPreferences, (ctx, { body }) => preferences.editPreferences(ctx, body)),
]
