import { route } from '../../server/http/route.ts'
import { chooseNewPassword, readMe, signIn, signOut } from './contract.ts'
import { proveIdentity, signInByPasskey, takeSecondStep } from './contract/steps.ts'
import { choosePassword, signInWithPassword, signOutOf, whoIsAsking } from './service.ts'
import { signInWithPasskey } from './service/passkey.ts'
import { prove } from './service/proof.ts'
import { passSecondStep } from './service/second-step.ts'

export const signInRoutes = [
  route(signIn, async (ctx, { body, reply }) => {
    const { next, cookie } = await signInWithPassword(ctx, body)
    reply.session(cookie)
    return { next }
  }),
  route(signInByPasskey, async (ctx, { body, reply }) => {
    const { next, cookie } = await signInWithPasskey(ctx, body.passkey)
    reply.session(cookie)
    return { next }
  }),
  route(takeSecondStep, async (ctx, { body, reply }) => {
    const { next, cookie } = await passSecondStep(ctx, body)
    reply.session(cookie)
    return { next }
  }),
  route(proveIdentity, async (ctx, { body, reply }) => {
    const { next, cookie } = await prove(ctx, body)
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
