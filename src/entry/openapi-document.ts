import { openApi } from '../server/http/openapi.ts'
import { allRoutes } from './routes.ts'
import { version } from './version.ts'

/** The document of every route that is served; docs/openapi.json is this, written by a script. */
export const openApiDocument = () =>
  openApi(
    allRoutes().map((r) => r.endpoint),
    version,
  )
