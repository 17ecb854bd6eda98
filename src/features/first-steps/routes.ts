import { route } from '../../server/http/route.ts'
import { listFirstSteps } from './contract.ts'
import { firstStepsOf } from './service.ts'

export const firstStepRoutes = [route(listFirstSteps, (ctx) => firstStepsOf(ctx))]
