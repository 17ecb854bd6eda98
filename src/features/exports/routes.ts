import { Download, route, type Route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { createExport } from './service/ask.ts'
import { deleteExport, listExports, openFile, readExport } from './service/read.ts'

export const exportRoutes: Route[] = [
  route(contract.createExport, (ctx, { body }) => createExport(ctx, body)),
  route(contract.listExports, (ctx, { query }) => listExports(ctx, query)),
  route(contract.readExport, (ctx, { params }) => readExport(ctx, params.id)),
  route(contract.downloadExport, async (ctx, { params }) => {
    const { mediaType, name, parts } = await openFile(ctx, params.id)
    return new Download(mediaType, name, parts)
  }),
  route(contract.deleteExport, (ctx, { params, ifVersion }) => deleteExport(ctx, params.id, ifVersion)),
]
