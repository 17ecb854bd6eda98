import { readFileSync } from 'node:fs'
import { openApi } from '../server/http/openapi.ts'
import { allRoutes } from './routes.ts'

export const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The document of every route that is served; docs/openapi.json is this, written by a script. */
export const openApiDocument = () =>
  openApi(
    allRoutes().map((r) => r.endpoint),
    version,
  )
