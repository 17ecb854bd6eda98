import { route } from '../../server/http/route.ts'
import { createApiKey, editApiKey, endApiKey, listApiKeys } from './contract.ts'
import { createKey, editKey, endKeyOf, listApiKeysOf } from './service.ts'

export const apiKeyRoutes = [
  route(listApiKeys, async (ctx) => ({ items: await listApiKeysOf(ctx) })),
  route(createApiKey, (ctx, { body }) => createKey(ctx, body)),
  route(editApiKey, (ctx, { params, body, ifVersion }) => editKey(ctx, params.id, ifVersion, body)),
  route(endApiKey, async (ctx, { params, ifVersion }) => {
    await endKeyOf(ctx, params.id, ifVersion)
    return undefined
  }),
]
