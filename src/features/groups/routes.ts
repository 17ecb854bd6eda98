import { numericId } from '../../contract/ids.ts'
import { route, type Route } from '../../server/http/route.ts'
import type { Catalogue } from '../changes/service/action.ts'
import { createGroup, editGroup, listGroups } from './contract.ts'
import { mergeGroup, previewMerge } from './contract/merge.ts'
import * as groups from './service/groups.ts'
import * as merging from './service/merge.ts'

export const groupRoutes = (catalogue: Catalogue): Route[] => [
  route(listGroups, (ctx, { query }) => groups.listGroups(ctx, query)),
  route(createGroup, (ctx, { body }) => groups.createGroup(ctx, body)),
  route(editGroup, (ctx, { params, body, ifVersion }) => groups.editGroup(ctx, numericId(params.id), ifVersion, body)),
  route(previewMerge, (ctx, { params, query }) =>
    merging.previewMerge(ctx, { from: numericId(params.id), into: Number(query.into ?? 0) }),
  ),
  route(mergeGroup, (ctx, { params, body }) =>
    merging.planMerge(ctx, catalogue, { from: numericId(params.id), into: body.into }),
  ),
]
