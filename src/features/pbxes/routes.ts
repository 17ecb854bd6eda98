import { route } from '../../server/http/route.ts'
import { createPbx, listPbxes } from './contract.ts'
import * as pbxes from './service.ts'

export const pbxRoutes = [
  route(listPbxes, async (ctx) => ({ items: await pbxes.listPbxes(ctx) })),
  route(createPbx, (ctx, { body }) => pbxes.createPbx(ctx, body)),
]
