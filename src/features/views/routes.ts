import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createView, deleteView, editView, listViews } from './contract.ts'
import * as views from './service.ts'

export const viewRoutes = [
  route(listViews, async (ctx) => ({ items: await views.listViews(ctx) })),
  route(createView, (ctx, { body }) => views.createView(ctx, body)),
  route(editView, (ctx, { params, ifVersion, body }) => views.editView(ctx, numericId(params.id), ifVersion, body)),
  route(deleteView, (ctx, { params, ifVersion }) => views.deleteView(ctx, numericId(params.id), ifVersion)),
]
