import { route } from '../../server/http/route.ts'
import { readProvider, signInWithProvider, startWithProvider } from './contract.ts'
import { ERRAND_SECONDS } from './service/errand.ts'
import { beginWithProvider, endWithProvider, offeredProvider } from './service/sign-in.ts'

export const googleSignInRoutes = [
  route(readProvider, offeredProvider),
  route(startWithProvider, async (ctx, { body, reply }) => {
    const { address, errand } = await beginWithProvider(ctx, body)
    reply.errand(errand, ERRAND_SECONDS)
    return { address }
  }),
  route(signInWithProvider, async (ctx, { body, errand, reply }) => {
    const { next, then, cookie } = await endWithProvider(ctx, body.answer, errand)
    reply.errand(null)
    reply.session(cookie)
    return { next, then }
  }),
]
