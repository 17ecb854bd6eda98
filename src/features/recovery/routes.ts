import { route } from '../../server/http/route.ts'
import { askForLink, lookAtLink, useLink } from './contract.ts'
import { askForLinkOf } from './service/forgot.ts'
import { lookAt, useLinkFor } from './service/use.ts'

export const recoveryRoutes = [
  route(askForLink, (ctx, { body }) => askForLinkOf(ctx, body)),
  route(lookAtLink, (ctx, { body }) => lookAt(ctx, body.token)),
  route(useLink, (ctx, { body }) => useLinkFor(ctx, body)),
]
