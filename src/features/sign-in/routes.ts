import { route } from '../../server/http/route.ts'
import { chooseNewPassword, readMe, signIn, signOut } from './contract.ts'
import { choosePassword, signInWithPassword, signOutOf, whoIsAsking } from './service.ts'

export const signInRoutes = [
  route(signIn, async (ctx, { body, reply }) => {
    const { next, cookie } = await signInWithPassword(ctx, body)
    reply.session(cookie)
    return { next }
  }),
  route(readMe, whoIsAsking),
  route(signOut, async (ctx, { reply }) => {
    await signOutOf(ctx)
    reply.session(null)
    return undefined
  }),
  route(chooseNewPassword, async (ctx, { body, reply }) => {
    const { next, cookie } = await choosePassword(ctx, body.password)
    reply.session(cookie)
    return { next }
  }),
]
