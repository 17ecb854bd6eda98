import { Download, route, type Route } from '../../server/http/route.ts'
import type { Catalogue } from '../changes/service/action.ts'
import * as contract from './contract.ts'
import { planDecided } from './service/plans.ts'
import * as schedulesContract from './contract/schedules.ts'
import * as reviews from './service/reviews.ts'
import { listRows, recordOf } from './service/rows.ts'
import * as schedules from './service/schedules.ts'
import { start } from './service/start.ts'

export const reviewRoutes = (catalogue: Catalogue): Route[] => [
  route(contract.startReview, (ctx, { body }) => start(ctx, body)),
  route(contract.listReviews, (ctx, { query }) => reviews.listReviewsOf(ctx, query)),
  route(contract.readReview, (ctx, { params }) => reviews.readReviewOf(ctx, params.id)),
  route(contract.listReviewRows, (ctx, { params, query }) => listRows(ctx, params.id, query)),
  route(contract.decideReview, (ctx, { params, body }) => reviews.decide(ctx, params.id, body)),
  route(contract.closeReview, (ctx, { params }) => reviews.close(ctx, params.id)),
  route(contract.planReview, async (ctx, { params, body }) => ({
    items: await planDecided(ctx, catalogue, params.id, body),
  })),
  route(contract.downloadReview, async (ctx, { params }) => {
    const lines = await recordOf(ctx, params.id)
    return new Download('text/csv; charset=utf-8', `rollcall-review-${params.id}.csv`, lines)
  }),
  route(schedulesContract.listReviewSchedules, (ctx) => schedules.listSchedules(ctx)),
  route(schedulesContract.editReviewSchedule, (ctx, { params, ifVersion, body }) =>
    schedules.editSchedule(ctx, params.id, ifVersion, body),
  ),
  route(schedulesContract.endReviewSchedule, (ctx, { params, ifVersion }) =>
    schedules.endSchedule(ctx, params.id, ifVersion),
  ),
]
