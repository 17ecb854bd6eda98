import { route } from '../../server/http/route.ts'
import { changeOwnPassword, readOwnPasswordDemands, resetPassword } from './contract.ts'
import { changeOwn, ownDemands } from './service/own.ts'
import { resetPasswordOf } from './service.ts'

export const passwordRoutes = [
  route(readOwnPasswordDemands, ownDemands),
  route(changeOwnPassword, async (ctx, { body, reply }) => {
    const { cookie, sessionsEnded } = await changeOwn(ctx, body)
    reply.session(cookie)
    return { sessionsEnded }
  }),
  route(resetPassword, async (ctx, { params, body }) => {
    const { expiresAt, ...given } = await resetPasswordOf(ctx, params.id, body?.lasting ?? false)
    return { ...given, expiresAt: expiresAt?.toISOString() ?? null }
  }),
]
