import { route } from '../../server/http/route.ts'
import { resetPassword } from './contract.ts'
import { resetPasswordOf } from './service.ts'

export const passwordRoutes = [
  route(resetPassword, async (ctx, { params, body }) => {
    const { expiresAt, ...given } = await resetPasswordOf(ctx, params.id, body?.lasting ?? false)
    return { ...given, expiresAt: expiresAt?.toISOString() ?? null }
  }),
]
