import { route } from '../../server/http/route.ts'
import { listLocks } from './contract.ts'
import { listLockedAccounts } from './service/locked.ts'

export const lockRoutes = [route(listLocks, (ctx, { query }) => listLockedAccounts(ctx, query))]
