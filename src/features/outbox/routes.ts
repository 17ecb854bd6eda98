import { route } from '../../server/http/route.ts'
import { listOutbox, readMail, sendMailAgain } from './contract.ts'
import { listOutboxOf, readWords, sendAgain } from './service/read.ts'

export const outboxRoutes = [
  route(listOutbox, (ctx, { query }) => listOutboxOf(ctx, query)),
  route(readMail, (ctx, { params }) => readWords(ctx, params.id)),
  route(sendMailAgain, (ctx, { params }) => sendAgain(ctx, params.id)),
]
