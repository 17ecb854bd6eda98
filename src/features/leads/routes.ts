import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import * as planned from './contract/callbacks.ts'
import * as files from './contract/import.ts'
import * as callbacks from './service/callbacks.ts'
import * as many from './service/many-callbacks.ts'
import { importFile, previewFile } from './service/import.ts'
import * as leads from './service/leads.ts'

type File = { readonly text?: string | undefined; readonly base64?: string | undefined }
const bytesOf = ({ text, base64 = '' }: File) =>
  text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text)

export const leadRoutes = [
  route(contract.listLeads, (ctx, { query }) => leads.listLeadsOf(ctx, query)),
  route(contract.listLeadLists, async (ctx) => ({ items: await leads.listLists(ctx) })),
  route(contract.createLead, (ctx, { body }) => leads.makeLead(ctx, body)),
  route(contract.assignLeads, async (ctx, { body }) => ({ moved: await leads.assignLeadsOf(ctx, body) })),
  route(contract.setLeadStatus, async (ctx, { body: { target, status } }) => ({
    changed: await leads.setStatusOf(ctx, target, status),
  })),
  route(files.previewLeads, (ctx, { body }) => previewFile(ctx, bytesOf(body), body)),
  route(files.importLeads, (ctx, { body }) => importFile(ctx, bytesOf(body), body)),
  route(contract.readLead, (ctx, { params }) => leads.readLeadOf(ctx, params.id)),
  route(contract.editLead, (ctx, { params, body, ifVersion }) => leads.changeLead(ctx, params.id, ifVersion, body)),
  route(planned.listCallbacks, (ctx, { query }) => callbacks.listCallbacksOf(ctx, query)),
  route(planned.listCallbackChanges, (ctx, { query }) => callbacks.listChangesOf(ctx, query)),
  route(planned.planCallback, (ctx, { body }) => callbacks.planCallbackFor(ctx, body)),
  route(planned.handOverCallbacks, async (ctx, { body }) => ({
    moved: await many.handOverCallbacksTo(ctx, body),
  })),
  route(planned.moveCallbacks, async (ctx, { body }) => ({ moved: await many.moveCallbacksTo(ctx, body) })),
  route(planned.endCallbacks, async (ctx, { body }) => ({ ended: await many.endCallbacksOf(ctx, body) })),
  route(planned.editCallback, (ctx, { params, body, ifVersion }) =>
    callbacks.changeCallback(ctx, params.id, ifVersion, body),
  ),
]
