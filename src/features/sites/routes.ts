import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createSite, editSite, listSites } from './contract.ts'
import * as sites from './service.ts'

export const siteRoutes = [
  route(listSites, async (ctx, { query }) => ({ items: await sites.listSites(ctx, query.archived === 'yes') })),
  route(createSite, (ctx, { body }) => sites.createSite(ctx, body)),
  route(editSite, (ctx, { params, body, ifVersion }) => sites.editSite(ctx, numericId(params.id), ifVersion, body)),
]
