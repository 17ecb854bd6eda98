/** One address for each action of the catalogue, to do it to one person at once. */
import { action as describe, type Outcome } from './contract.ts'
import { route, type Route } from '../../server/http/route.ts'
import type { Action } from './service/action.ts'
import { changeOne } from './service/run.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the catalogue holds actions of every shape of parameters
export const actionRoutes = (actions: readonly Action<any>[]): Route[] =>
  actions.map((one) =>
    route(describe(one.contract).endpoint, async (ctx, { params, body }): Promise<Outcome> =>
      changeOne(ctx, one, params.id, body),
    ),
  )
