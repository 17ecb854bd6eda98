/** `rollcall change …` and `rollcall jobs …`: what the bulk bar of the console does, by whoever runs the server (BULK-1 to BULK-4). */
import { setTimeout as pause } from 'node:timers/promises'
import {
  UsageError,
  exit,
  tenantOption,
  type Command,
  type ExitCode,
  type Given,
  type Program,
} from '../../server/command-line/command.ts'
import { asTable } from '../../server/command-line/terminal.ts'
import type { Context } from '../../server/context.ts'
import { outcomes, type JobOutcome, type JobView, type ReportedPerson } from '../../features/changes/contract/jobs.ts'
import type { Plan, Target } from '../../features/changes/contract/plans.ts'
import { demandPlan } from '../../features/changes/service/engine.ts'
import { cancelJob, listJobs, listReasons, planUndo, readJob, startRun } from '../../features/changes/service/jobs.ts'
import { createPlan } from '../../features/changes/service/plan.ts'
import { listReported } from '../../features/changes/service/report.ts'
import { shownPlan } from '../../features/changes/service/show.ts'
import { handIn } from '../../features/tenants/service.ts'
import { findByNames } from '../../features/users/service/by-name.ts'
import { filterOptions, typedFilters } from '../../features/users/service/typed-filters.ts'
import { actions, catalogue } from '../actions.ts'
import { paramsFrom } from './names.ts'

const contextOf = async (given: Given, { open }: Program) => handIn((await open()).parts, given.text('tenant')!)

/** The same workers as everywhere, for as long as the command waits: no server has to run. */
async function atWork<T>({ open }: Program, work: () => Promise<T>): Promise<T> {
  const { connections, parts } = await open()
  // Loaded when they are needed: no other verb needs a worker.
  const [{ startWorkers }, { jobs }] = await Promise.all([import('../../server/jobs/workers.ts'), import('../jobs.ts')])
  const workers = await startWorkers(connections, parts, jobs, { concurrency: 2 })
  try {
    return await work()
  } finally {
    await workers.stop()
  }
}

const confirmOption = {
  value: 'N',
  says: 'How many people it changes, for what takes something away from more than ten.',
}
/** One field at a time: several at once are asked for by programs, which have the API. */
const names = actions.map(({ contract }) => contract.name).filter((name) => name !== 'update')

const change: Command = {
  name: 'change',
  says: 'Do something to many people at once: planned, run in batches, and taken back with jobs undo.',
  takes: 'ACTION [NAME…]',
  options: {
    tenant: tenantOption,
    with: {
      value: 'NAME',
      says: 'What is given, taken or set: a group, role, site, zone; a skill as Spanish:3; who gets leads.',
      many: true,
    },
    everyone: { says: 'All people of the tenant.' },
    search: { value: 'TEXT', says: 'Those whom the search of the list finds.' },
    ...filterOptions,
    confirm: confirmOption,
    'dry-run': { says: 'Say what would come of it, and do nothing.' },
  },
  more: [
    'A NAME is a username, an e-mail or an id; without one, --everyone, --search or a filter says who is meant.',
    `ACTION is one of: ${names.join(', ')}.`,
  ],
  async run(given, program) {
    const [action, ...people] = given.args
    if (!names.includes(action!))
      throw new UsageError(`There is no action “${action}”. There are: ${names.join(', ')}.`)
    const ctx = await contextOf(given, program)
    const target = await targetOf(ctx, given, people)
    const params = await paramsFrom(ctx, action!, given.texts('with'))
    return atWork(program, async () =>
      finish(ctx, program, given, await createPlan(ctx, catalogue, { action: action!, params, target })),
    )
  },
}

async function targetOf(ctx: Context, given: Given, people: readonly string[]): Promise<Target> {
  const [filters, search] = [typedFilters(given), given.text('search')]
  const isMatching = search !== undefined || Object.keys(filters).length > 0
  const ways = [people.length > 0, given.is('everyone'), isMatching].filter(Boolean).length
  if (ways !== 1) throw new UsageError('Say who is meant in one way: names, --everyone, or a search and filters.')
  if (people.length > 0) return { ids: await findByNames(ctx, [...new Set(people)]) }
  return isMatching ? { matching: { ...(search === undefined ? {} : { search }), filters } } : { everyone: true }
}

/** Waits until the plan is made, says what will come of it, and runs it unless that was all that was asked. */
async function finish(ctx: Context, program: Program, given: Given, made: Plan): Promise<ExitCode> {
  const { terminal } = program
  const plan = await planned(ctx, program, made)
  terminal.say(sayPlan(plan))
  for (const { says, people } of plan.reasons) terminal.say(`  ${people}: ${says}`)
  for (const { name, left, minimum } of plan.impact.queuesBelow?.first ?? [])
    terminal.say(
      minimum > 0
        ? `  ${name} will be below its minimum: ${left} of ${minimum}.`
        : `  ${name} will be without any agent.`,
    )
  if (given.is('dry-run')) return answered(program, plan, [])
  const confirm = given.text('confirm')
  if (plan.confirm !== null && confirm !== String(plan.confirm)) {
    terminal.say(`Nothing was done. Add --confirm ${plan.confirm} to do it to ${plan.confirm} people.`)
    return exit.refused
  }
  const job = await ran(ctx, program, await startRun(ctx, catalogue, plan.id, plan.confirm ?? undefined))
  answered(program, job, [sayJob(job)])
  return job.state === 'done' && job.counts.failed === 0 ? exit.done : exit.refused
}

function answered({ terminal }: Program, document: unknown, lines: readonly string[]): ExitCode {
  terminal.answer(document, lines)
  return exit.done
}

async function planned(ctx: Context, { terminal }: Program, made: Plan): Promise<Plan> {
  const bar = terminal.progress('% looked at')
  let plan = made
  for (; plan.state === 'planning'; plan = await shownPlan(ctx, catalogue, await demandPlan(ctx, made.id))) {
    bar.to(Math.round(plan.progress * 100), 100)
    await pause(100)
  }
  bar.end()
  return plan
}

async function ran(ctx: Context, { terminal }: Program, id: string): Promise<JobView> {
  const bar = terminal.progress('people')
  let job = await readJob(ctx, catalogue, id)
  for (; job.state === 'running'; job = await readJob(ctx, catalogue, id)) {
    bar.to(job.counts.changed, job.counts.changed + job.counts.left)
    await pause(100)
  }
  bar.end()
  return job
}

const sayPlan = ({ label, counts }: Plan) =>
  `${label}: ${counts.will} of ${counts.total} will change, ${counts.already} are so already, ${counts.skipped} are skipped.`
const sayJob = ({ id, counts }: JobView) =>
  `${counts.changed} changed, ${counts.already} were so already, ${counts.skipped} skipped, ${counts.failed} failed. Job ${id}`

const list: Command = {
  name: 'jobs',
  says: 'List what was done to many people at once, the newest first.',
  options: { tenant: tenantOption },
  async run(given, program) {
    const { items } = await listJobs(await contextOf(given, program), catalogue, {})
    const rows = items.map(({ id, label, state, by, startedAt, counts }) => [
      id,
      startedAt.slice(0, 16).replace('T', ' '),
      label,
      state,
      String(counts.changed),
      by.name,
    ])
    return answered(program, { items }, asTable(['JOB', 'BEGAN', 'WHAT', 'STATE', 'CHANGED', 'BY'], rows))
  },
}

const MOST_REPORTED = '100'

const report: Command = {
  name: 'jobs report',
  says: 'Say what came of a job: how many, why not of the others, and with --outcome or --reason of whom.',
  takes: 'JOB',
  options: {
    tenant: tenantOption,
    outcome: { value: 'OUTCOME', says: `Names people: ${outcomes.join(', ')}.` },
    reason: { value: 'REASON', says: 'Names people who were left alone for that reason.' },
    limit: { value: 'N', says: `Names at most so many; ${MOST_REPORTED} unless told.` },
  },
  async run(given, program) {
    const ctx = await contextOf(given, program)
    const id = given.args[0]!
    const [reason, limit] = [given.text('reason'), given.text('limit') ?? MOST_REPORTED]
    const outcome = outcomes.find((one) => one === given.text('outcome'))
    if (given.text('outcome') !== undefined && !outcome)
      throw new UsageError(`There is no outcome “${given.text('outcome')}”. There are: ${outcomes.join(', ')}.`)
    if (!/^[1-9]\d{0,6}$/.test(limit)) throw new UsageError('--limit is a whole number from 1.')
    const job = await readJob(ctx, catalogue, id)
    if (outcome || reason !== undefined) {
      const people = await reported(ctx, id, { outcome, reason }, Number(limit))
      const rows = people.map(({ username, name, outcome: came, says }) =>
        [username, name, came, says].map((t) => t ?? ''),
      )
      return answered(program, { items: people }, asTable(['USERNAME', 'NAME', 'OUTCOME', 'WHY'], rows))
    }
    const reasons = await listReasons(ctx, id)
    const rows = reasons.map((one) => [String(one.people), one.outcome, one.reason, one.says])
    const table = rows.length > 0 ? asTable(['PEOPLE', 'OUTCOME', 'REASON', 'WHY'], rows) : []
    return answered(program, { ...job, reasons }, [sayJob(job), ...table])
  },
}

type Those = { readonly outcome: JobOutcome | undefined; readonly reason: string | undefined }

async function reported(ctx: Context, id: string, { outcome, reason }: Those, most: number): Promise<ReportedPerson[]> {
  const people: ReportedPerson[] = []
  let after: string | undefined
  do {
    const page = await listReported(ctx, catalogue, id, {
      ...{ limit: String(Math.min(most - people.length, 100)) },
      ...(outcome ? { outcome } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(after ? { after } : {}),
    })
    people.push(...page.items)
    after = page.next ?? undefined
  } while (after && people.length < most)
  return people
}

const undo: Command = {
  name: 'jobs undo',
  says: 'Take a job back: everybody whom nothing newer has changed gets back what they had.',
  takes: 'JOB',
  options: {
    tenant: tenantOption,
    confirm: confirmOption,
    'dry-run': { says: 'Say what would come of it, and do nothing.' },
  },
  async run(given, program) {
    const ctx = await contextOf(given, program)
    return atWork(program, async () => finish(ctx, program, given, await planUndo(ctx, catalogue, given.args[0]!)))
  },
}

const cancel: Command = {
  name: 'jobs cancel',
  says: 'Stop a job that runs: what is done stays done.',
  takes: 'JOB',
  options: { tenant: tenantOption },
  async run(given, program) {
    const job = await cancelJob(await contextOf(given, program), catalogue, given.args[0]!)
    return answered(program, job, [sayJob(job)])
  },
}

export const massCommands: readonly Command[] = [change, list, report, undo, cancel]
