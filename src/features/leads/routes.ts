import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import * as leads from './service/leads.ts'

export const leadRoutes = [
  route(contract.listLeads, (ctx, { query }) => leads.listLeadsOf(ctx, query)),
  route(contract.listLeadLists, async (ctx) => ({ items: await leads.listLists(ctx) })),
  route(contract.createLead, (ctx, { body }) => leads.makeLead(ctx, body)),
  route(contract.assignLeads, async (ctx, { body }) => ({ moved: await leads.assignLeadsOf(ctx, body) })),
  route(contract.setLeadStatus, async (ctx, { body: { target, status } }) => ({
    changed: await leads.setStatusOf(ctx, target, status),
  })),
  route(contract.readLead, (ctx, { params }) => leads.readLeadOf(ctx, params.id)),
  route(contract.editLead, (ctx, { params, body, ifVersion }) => leads.changeLead(ctx, params.id, ifVersion, body)),
]
