import { Download, route, type Route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { sendActivity } from './contract/send.ts'
import { hoursOf, summaryOf } from './service/counts.ts'
import { fileOf } from './service/file.ts'
import { listActivityOf, listActivityOfAll } from './service/read.ts'
import { takeActivity } from './service/send.ts'

const CSV = 'text/csv; charset=utf-8'

export const activityRoutes: Route[] = [
  route(contract.listUserActivity, (ctx, { params, query }) => listActivityOf(ctx, params.id, query)),
  route(contract.listActivity, (ctx, { query }) => listActivityOfAll(ctx, query)),
  route(contract.readUserHours, (ctx, { params, query }) => hoursOf(ctx, params.id, query)),
  route(contract.readUserSummary, (ctx, { params }) => summaryOf(ctx, params.id)),
  route(contract.downloadUserActivity, async (ctx, { params, query }) => {
    return new Download(CSV, 'rollcall-activity.csv', await fileOf(ctx, params.id, query))
  }),
  route(contract.downloadActivity, async (ctx, { query }) => {
    return new Download(CSV, 'rollcall-activity.csv', await fileOf(ctx, null, query))
  }),
  route(sendActivity, async (ctx, { body }) => {
    const rows = await takeActivity(ctx, body.rows)
    const count = (wanted: (typeof rows)[number]['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length
    return { taken: count('taken'), alreadyThere: count('already-there'), refused: count('refused'), rows }
  }),
]
