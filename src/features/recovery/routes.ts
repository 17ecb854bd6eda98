import { route } from '../../server/http/route.ts'
import { askForLink, lookAtLink, setPasswordByLink } from './contract.ts'
import { askForLinkOf } from './service/forgot.ts'
import { lookAt, setByLink } from './service/set-by-link.ts'

export const recoveryRoutes = [
  route(askForLink, (ctx, { body }) => askForLinkOf(ctx, body)),
  route(lookAtLink, (ctx, { body }) => lookAt(ctx, body.token)),
  route(setPasswordByLink, (ctx, { body }) => setByLink(ctx, body)),
]
