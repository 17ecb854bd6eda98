import { Download, route } from '../../server/http/route.ts'
import { listAside, listAsideRecords, settleAside } from './contract/aside.ts'
import { sendCallFile } from './contract/files.ts'
import { sendCalls } from './contract/records.ts'
import { downloadCallStatistics, listCallsByUser, readCallStatistics, readUserCalls } from './contract/statistics.ts'
import { listGroups, listRecords, settle } from './service/aside.ts'
import { takeFile } from './service/files.ts'
import { callsByDay, callsByUser, callsOfUser, fileOfStatistics } from './service/statistics.ts'
import { takeCalls } from './service/take.ts'

export const callRoutes = [
  route(sendCalls, (ctx, { body: { source, calls } }) => takeCalls(ctx, source ?? 'api', calls)),
  route(sendCallFile, (ctx, { body: { text, base64, ...given } }) =>
    takeFile(ctx, Buffer.from(text ?? base64 ?? '', text === undefined ? 'base64' : 'utf8'), given),
  ),
  route(readUserCalls, (ctx, { params, query }) => callsOfUser(ctx, params.id, query)),
  route(readCallStatistics, (ctx, { query }) => callsByDay(ctx, query)),
  route(listCallsByUser, (ctx, { query }) => callsByUser(ctx, query)),
  route(
    downloadCallStatistics,
    async (ctx, { query }) =>
      new Download('text/csv; charset=utf-8', `calls-by-${query.by}.csv`, await fileOfStatistics(ctx, query)),
  ),
  route(listAside, listGroups),
  route(listAsideRecords, (ctx, { query }) => listRecords(ctx, query)),
  route(settleAside, (ctx, { body }) => settle(ctx, body)),
]
