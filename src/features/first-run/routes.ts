import type { Parts } from '../../server/context.ts'
import { route } from '../../server/http/route.ts'
import { readFirstRun, setUp } from './contract.ts'
import { isWaiting, setUpInstallation } from './service.ts'

export type FirstRunOptions = {
  /** Makes the tenant `demo` with its invented people, and gives the password of its administrator; null when it was there. */
  readonly makeDemonstration?: (parts: Parts) => Promise<{ password: string | null }>
}

export const firstRunRoutes = ({ makeDemonstration }: FirstRunOptions = {}) => [
  route(readFirstRun, async (ctx) => ({ waiting: await isWaiting(ctx) })),
  route(setUp, async (ctx, { body, reply }) => {
    const { tenantId, cookie } = await setUpInstallation(ctx, body)
    reply.session(cookie)
    const demonstration = body.demonstration ? await makeDemonstration?.(ctx) : undefined
    return { tenant: tenantId, ...(demonstration?.password ? { demonstrationPassword: demonstration.password } : {}) }
  }),
]
