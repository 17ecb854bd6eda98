/** `rollcall users …`: finding people and what is done to single ones, by whoever runs the server. */
import { transaction, type Context } from '../../server/context.ts'
import {
  exit,
  tenantOption,
  UsageError,
  type Command,
  type ExitCode,
  type Given,
  type Program,
} from '../../server/command-line/command.ts'
import { asTable } from '../../server/command-line/terminal.ts'
import { refusals } from '../changes/contract.ts'
import type { AnyAction } from '../changes/service/action.ts'
import { changeSet, newRun, type SetOutcome } from '../changes/service/run.ts'
import type { Leaving } from '../leads/contract/taking.ts'
import { resetPasswordOf } from '../passwords/service.ts'
import { handIn } from '../tenants/service.ts'
import type { UserRow } from './contract/user.ts'
import { findByNames } from './service/by-name.ts'
import { listUsers } from './service/list.ts'
import { filterOptions, typedFilters } from './service/typed-filters.ts'
import { activateAction, deactivateAction } from './service/status.ts'

const contextOf = async (given: Given, { open }: Program) => handIn((await open()).parts, given.text('tenant')!)

const find: Command = {
  name: 'users find',
  says: 'Find people, as the list of the console does.',
  takes: '[SEARCH]',
  options: {
    tenant: tenantOption,
    limit: { value: 'N', says: 'How many to show, at most 200; 50 unless told.' },
    after: { value: 'CURSOR', says: 'The page after the one that gave this cursor (`next` with --json).' },
    sort: { value: 'FIELD', says: 'What they are sorted by; - in front for the other way round.' },
    ...filterOptions,
  },
  more: ['A FILTER is written as in the address: active, any:active,pending, none, older:60d.'],
  async run(given, program) {
    const ctx = await contextOf(given, program)
    const [limit, after, sort] = [given.text('limit'), given.text('after'), given.text('sort')]
    if (limit !== undefined && !/^([1-9]\d?|1\d\d|200)$/.test(limit))
      throw new UsageError('--limit takes a whole number from 1 to 200.')
    const page = await listUsers(ctx, { ...typedFilters(given), search: given.args[0], limit, after, sort })
    program.terminal.answer(page, [...asTable(head, page.items.map(rowOf)), `${page.items.length} of ${page.total}`])
    return exit.done
  },
}

const head = ['USERNAME', 'NAME', 'E-MAIL', 'STATUS', 'ROLES', 'SITE', 'LAST SIGN-IN']
const rowOf = (user: UserRow): string[] => [
  user.username,
  [user.firstName, user.lastName].filter(Boolean).join(' '),
  user.email,
  user.status,
  user.roles.map(({ name }) => name).join(', '),
  user.site.name,
  user.lastSignInAt?.slice(0, 16).replace('T', ' ') ?? 'never',
]

const oneOrMore = {
  takes: 'NAME…',
  options: { tenant: tenantOption },
  more: ['A NAME is a username, an e-mail or an id.'],
} as const

/** One change set for all who are named. */
async function change(action: AnyAction, given: Given, program: Program): Promise<ExitCode> {
  const ctx = await contextOf(given, program)
  const names = [...new Set(given.args)]
  const ids = await findByNames(ctx, names)
  const params = await leavingOf(ctx, given.text('leads-to'))
  await action.admit?.(ctx, params)
  const result = await transaction(ctx, (trx) =>
    changeSet(ctx, trx, action, ids, params, newRun(action.contract.name, params ?? {})),
  )
  const outcomes = ids.map((id, i) => ({ id, name: names[i]!, ...outcomeOf(result, id) }))
  program.terminal.answer(
    { changeSet: result.changed.length > 0 ? result.changeSet : null, outcomes },
    outcomes.map(({ name, outcome, reason }) => `${name}: ${reason ?? words[outcome]}`),
  )
  return outcomes.every(({ outcome }) => outcome === 'changed' || outcome === 'already') ? exit.done : exit.refused
}

/** What `--leads-to` says: a username is that of whoever gets the leads. */
async function leavingOf(ctx: Context, to: string | undefined): Promise<Leaving> {
  if (to === undefined) return undefined
  return { leadsTo: to === 'round-robin' || to === 'nobody' ? to : (await findByNames(ctx, [to]))[0]! }
}

type Outcome = { readonly outcome: 'changed' | 'already' | 'not-there' | 'refused'; readonly reason?: string }

function outcomeOf({ refused, already, unseen }: SetOutcome, id: string): Outcome {
  const reason = refused.get(id)
  if (reason) return { outcome: 'refused', reason: refusals[reason] }
  return { outcome: unseen.includes(id) ? 'not-there' : already.includes(id) ? 'already' : 'changed' }
}

const words: Record<Outcome['outcome'], string> = {
  changed: 'done',
  already: 'was so already',
  'not-there': 'is not there',
  refused: 'refused',
}

const activate: Command = {
  name: 'users activate',
  says: 'Let people sign in again who were deactivated.',
  ...oneOrMore,
  run: (given, program) => change(activateAction, given, program),
}

const deactivate: Command = {
  name: 'users deactivate',
  says: 'End the sign-in of people: signed out now, out of all queues; everything of theirs is kept.',
  ...oneOrMore,
  options: {
    ...oneOrMore.options,
    'leads-to': {
      value: 'WHOM',
      says: 'Who gets their leads and planned callbacks: round-robin, nobody, or a username. They stay unless told.',
    },
  },
  run: (given, program) => change(deactivateAction, given, program),
}

const resetPassword: Command = {
  name: 'users reset-password',
  says: 'Give somebody a generated password, shown once: good for one sign-in within 24 hours.',
  takes: 'NAME',
  options: { tenant: tenantOption, lasting: { says: 'A password that lasts, instead of a temporary one.' } },
  async run(given, program) {
    const ctx = await contextOf(given, program)
    const [id] = await findByNames(ctx, given.args)
    const { password, expiresAt, sessionsEnded } = await resetPasswordOf(ctx, id!, given.is('lasting'))
    program.terminal.answer({ id, password, expiresAt, sessionsEnded }, [password])
    program.terminal.say(
      expiresAt
        ? `Good for one sign-in until ${expiresAt.toISOString()}. It is not shown again.`
        : 'It is not shown again.',
    )
    return exit.done
  },
}

export const userCommands: readonly Command[] = [find, activate, deactivate, resetPassword]
