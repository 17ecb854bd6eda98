import { route } from '../../server/http/route.ts'
import { countHealthRule, createHealthRule, deleteHealthRule, editHealthRule, listHealthRules } from './contract.ts'
import * as health from './service.ts'

export const healthRoutes = [
  route(listHealthRules, async (ctx) => ({ items: await health.listRules(ctx) })),
  route(countHealthRule, (ctx, { params }) => health.countRule(ctx, params.id)),
  route(createHealthRule, (ctx, { body }) => health.createRule(ctx, body)),
  route(editHealthRule, (ctx, { params, ifVersion, body }) => health.editRule(ctx, params.id, ifVersion, body)),
  route(deleteHealthRule, (ctx, { params, ifVersion }) => health.deleteRule(ctx, params.id, ifVersion)),
]
