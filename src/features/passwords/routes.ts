import { Download, route, type Route } from '../../server/http/route.ts'
import type { Catalogue } from '../changes/service/action.ts'
import { changeOwnPassword, downloadPasswords, readOwnPasswordDemands, resetPassword } from './contract.ts'
import { changeOwn, ownDemands } from './service/own.ts'
import { streamPasswords } from './service/slips.ts'
import { resetPasswordOf } from './service.ts'

export const passwordRoutes = (catalogue: Catalogue): Route[] => [
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
  route(downloadPasswords, async (ctx, { params, body: { format, confirm } }) => {
    const parts = await streamPasswords(ctx, catalogue, { id: params.id, confirm }, format)
    return new Download(`text/${format}; charset=utf-8`, `temporary-passwords.${format}`, parts)
  }),
]
