import { Download, route, type Route } from '../../server/http/route.ts'
import type { Catalogue } from '../changes/service/action.ts'
import * as contract from './contract/drafts.ts'
import { createDraft, deleteDraft, editDraft, listDrafts, planDraft, readDraft } from './service/drafts.ts'
import { downloadProblems, listRows, mendRows } from './service/rows.ts'

export const importRoutes = (catalogue: Catalogue): Route[] => [
  route(contract.createImport, (ctx, { body: { text, base64, ...given } }) =>
    createDraft(ctx, Buffer.from(text ?? base64 ?? '', text === undefined ? 'base64' : 'utf8'), given),
  ),
  route(contract.listImports, async (ctx) => ({ items: await listDrafts(ctx) })),
  route(contract.readImport, (ctx, { params }) => readDraft(ctx, params.id)),
  route(contract.editImport, (ctx, { params, ifVersion, body }) => editDraft(ctx, params.id, ifVersion, body)),
  route(contract.deleteImport, async (ctx, { params, ifVersion }) => {
    await deleteDraft(ctx, params.id, ifVersion)
    return {}
  }),
  route(contract.listImportRows, (ctx, { params, query }) => listRows(ctx, params.id, query)),
  route(contract.editImportRows, (ctx, { params, ifVersion, body }) => mendRows(ctx, params.id, ifVersion, body.rows)),
  route(contract.downloadImportProblems, async (ctx, { params, query }) => {
    const lines = await downloadProblems(ctx, params.id, query)
    return new Download('text/csv; charset=utf-8', `rollcall-import-problems.csv`, lines)
  }),
  route(contract.planImport, (ctx, { params }) => planDraft(ctx, catalogue, params.id)),
]
