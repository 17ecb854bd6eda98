import { route } from '../../server/http/route.ts'
import { createApiKey, endApiKey, listApiKeys } from './contract.ts'
import { createKey, endKeyOf, listApiKeysOf } from './service.ts'

export const apiKeyRoutes = [
  route(listApiKeys, async (ctx) => ({ items: await listApiKeysOf(ctx) })),
  route(createApiKey, (ctx, { body }) => createKey(ctx, body)),
  route(endApiKey, async (ctx, { params }) => {
    await endKeyOf(ctx, params.id)
    return undefined
  }),
]
