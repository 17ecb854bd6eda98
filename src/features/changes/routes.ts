/** One address for each action, to do it to one person at once; and plans, runs and reports for many. */
import { action as describe, type Outcome } from './contract.ts'
import * as jobs from './contract/jobs.ts'
import * as plans from './contract/plans.ts'
import { Download, route, type Route } from '../../server/http/route.ts'
import type { Catalogue } from './service/action.ts'
import { demandPlan } from './service/engine.ts'
import { cancelJob, listJobs, listReasons, planRetry, planUndo, readJob, startRun } from './service/jobs.ts'
import { createPlan } from './service/plan.ts'
import { downloadReport, listPlanned, listReported } from './service/report.ts'
import { changeOne } from './service/run.ts'
import { shownPlan } from './service/show.ts'

export const changeRoutes = (catalogue: Catalogue): Route[] => [
  ...catalogue.actions.map((one) =>
    route(describe(one.contract).endpoint, async (ctx, { params, body }): Promise<Outcome> =>
      changeOne(ctx, one, params.id, body),
    ),
  ),
  route(plans.createPlan, (ctx, { body }) => createPlan(ctx, catalogue, body)),
  route(plans.readPlan, async (ctx, { params }) => shownPlan(ctx, catalogue, await demandPlan(ctx, params.id))),
  route(plans.listPlanPeople, (ctx, { params, query }) => listPlanned(ctx, catalogue, params.id, query)),
  route(plans.runPlan, async (ctx, { params, body }) => ({
    job: await startRun(ctx, catalogue, params.id, body?.confirm),
  })),
  route(jobs.listJobs, (ctx, { query }) => listJobs(ctx, catalogue, query)),
  route(jobs.readJob, (ctx, { params }) => readJob(ctx, catalogue, params.id)),
  route(jobs.listJobPeople, (ctx, { params, query }) => listReported(ctx, catalogue, params.id, query)),
  route(jobs.listJobReasons, async (ctx, { params }) => ({ items: await listReasons(ctx, params.id) })),
  route(jobs.downloadJobPeople, async (ctx, { params, query }) => {
    const lines = await downloadReport(ctx, catalogue, params.id, query)
    return new Download('text/csv; charset=utf-8', `rollcall-job-${params.id}.csv`, lines)
  }),
  route(jobs.cancelJob, (ctx, { params }) => cancelJob(ctx, catalogue, params.id)),
  route(jobs.undoJob, (ctx, { params }) => planUndo(ctx, catalogue, params.id)),
  route(jobs.retryJob, (ctx, { params, body }) => planRetry(ctx, catalogue, params.id, body?.reason)),
]
