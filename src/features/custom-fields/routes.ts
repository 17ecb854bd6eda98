import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import { createCustomField, editCustomField, listCustomFields } from './contract.ts'
import * as service from './service.ts'

export const customFieldRoutes = [
  route(listCustomFields, async (ctx, { query }) => ({ items: await service.listCustomFields(ctx, query) })),
  route(createCustomField, (ctx, { body }) => service.createCustomField(ctx, body)),
  route(editCustomField, (ctx, { params, body, ifVersion }) =>
    service.editCustomField(ctx, numericId(params.id), ifVersion, body),
  ),
]
