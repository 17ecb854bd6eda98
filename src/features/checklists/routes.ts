import { route } from '../../server/http/route.ts'
import { listChecklists, listOverdueTrainings, readSetUp, replaceChecklist, tickTraining } from './contract.ts'
import * as checklists from './service.ts'

export const checklistRoutes = [
  route(listChecklists, async (ctx) => ({ items: await checklists.listChecklists(ctx) })),
  route(replaceChecklist, (ctx, { params, ifVersion, body }) =>
    checklists.replaceChecklist(ctx, params.id, ifVersion, body),
  ),
  route(listOverdueTrainings, (ctx) => checklists.listOverdue(ctx)),
  route(readSetUp, (ctx, { params }) => checklists.setUpOf(ctx, params.id)),
  route(tickTraining, (ctx, { params, body }) => checklists.tickTraining(ctx, params.id, params.training, body.done)),
]
