import { route } from '../../server/http/route.ts'
import * as steps from './contract.ts'
import * as passkeys from './contract/passkeys.ts'
import { confirmSecret, offerSecret, removeOwnAuthenticator } from './service/authenticators.ts'
import { renewOwnCodes } from './service/backup-codes.ts'
import { readOwn, waysOf } from './service/own.ts'
import { addOwnPasskey, offerOwnPasskey, removeOwnPasskey, renameOwn } from './service/passkeys.ts'
import { questionForAnybody, questionForOwn } from './service/proving.ts'

/** What `navigator.credentials` is given is plain JSON of its own shape. */
const asJson = (options: object) => options as { challenge: string; [member: string]: unknown }

export const twoStepRoutes = [
  route(steps.readOwnSecondStep, readOwn),
  route(steps.readWays, waysOf),
  route(steps.offerAuthenticator, offerSecret),
  route(steps.setUpAuthenticator, async (ctx, { body, reply }) => {
    const { backupCodes, cookie } = await confirmSecret(ctx, body.code)
    if (cookie !== null) reply.session(cookie)
    return { backupCodes }
  }),
  route(steps.removeAuthenticator, async (ctx) => {
    await removeOwnAuthenticator(ctx)
    return undefined
  }),
  route(steps.renewBackupCodes, async (ctx) => ({ backupCodes: await renewOwnCodes(ctx) })),
  route(passkeys.offerPasskey, async (ctx) => asJson(await offerOwnPasskey(ctx))),
  route(passkeys.addPasskey, async (ctx, { body, reply }) => {
    const { cookie, ...added } = await addOwnPasskey(ctx, body.name, body.passkey)
    if (cookie !== null) reply.session(cookie)
    return added
  }),
  route(passkeys.renameOwnPasskey, async (ctx, { params, ifVersion, body }) => {
    await renameOwn(ctx, params.id, ifVersion, body.name)
    return undefined
  }),
  route(passkeys.removePasskey, async (ctx, { params, ifVersion }) => {
    await removeOwnPasskey(ctx, params.id, ifVersion)
    return undefined
  }),
  route(passkeys.askOwnPasskey, async (ctx) => asJson(await questionForOwn(ctx))),
  route(passkeys.askAnyPasskey, async (ctx) => asJson(await questionForAnybody(ctx))),
]
