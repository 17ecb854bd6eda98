/** The ready-made rules of good practice: what an audit of a contact centre asks first (HOUSE-5). */
import type { Module } from '../../contract/modules.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { Mend, RulePeople, Severity } from './contract.ts'

/** Roles by what they allow, since a tenant makes its own. */
export type RoleIds = (permission: Permission) => readonly number[]

type ReadyMade = {
  readonly id: string
  readonly name: string
  readonly why: string
  readonly severity: Severity
  readonly module?: Module
  readonly allowed?: number
  /** Null while there is no such role; `roles` where it finds roles that nobody holds. */
  readonly people: ((roles: RoleIds) => RulePeople['filters'] | null) | 'roles'
  readonly mends: readonly Mend[]
}

const plain = (action: string, label: string): Mend => ({ action, params: {}, label })
const deactivate = plain('deactivate', 'Deactivate…')
const holders = (ids: readonly number[], filters: RulePeople['filters']) =>
  ids.length > 0 ? { role: `any:${ids.join(',')}`, ...filters } : null

export const readyMadeRules: readonly ReadyMade[] = [
  {
    id: 'administrators-without-two-step',
    name: 'Administrators without two-step verification',
    why: 'Whoever gets hold of one password gets the whole tenant.',
    severity: 'high',
    people: (roles) => holders(roles('tenant.manage'), { status: 'any:active', twoStep: 'any:no' }),
    // Once their role requires it, they set it up when they sign in again.
    mends: [plain('end-sessions', 'Sign out, to set it up…')],
  },
  {
    id: 'superusers-beyond-need',
    name: 'Superusers beyond need',
    why: 'Nothing limits a superuser. Two are enough to stand in for each other.',
    severity: 'high',
    allowed: 2,
    people: () => ({ superuser: 'any:yes', status: 'any:active' }),
    mends: [{ action: 'set-superuser', params: { superuser: false }, label: 'Take it from all but you…' }],
  },
  {
    id: 'administrators-unused',
    name: 'Administrators who were not here for 30 days',
    why: 'Nobody notices when somebody else uses an administrator’s account that lies idle.',
    severity: 'high',
    people: (roles) =>
      holders(roles('tenant.manage'), { status: 'any:active', lastSignIn: 'older:30d', created: 'older:30d' }),
    mends: [deactivate],
  },
  {
    id: 'agents-without-queue',
    name: 'Active agents in no queue',
    why: 'They can sign in, and no call reaches them.',
    severity: 'medium',
    module: 'queues',
    people: (roles) => holders(roles('calls.take'), { status: 'any:active', queue: 'none' }),
    // Into which ones is asked first.
    mends: [{ action: 'add-queues', params: null, label: 'Add to queues…' }, deactivate],
  },
  {
    id: 'queues-without-calls',
    name: 'In a queue, with no role that takes calls',
    why: 'The queue counts them among its agents, and calls wait for them in vain.',
    severity: 'medium',
    module: 'queues',
    people: (roles) => {
      const calling = roles('calls.take')
      return { queue: 'some', ...(calling.length > 0 ? { role: `none:${calling.join(',')}` } : {}) }
    },
    // From which ones is asked first.
    mends: [{ action: 'remove-queues', params: null, label: 'Remove from queues…' }],
  },
  {
    id: 'unused-accounts',
    name: 'Active accounts without a sign-in for 60 days',
    why: 'Accounts of people who left are the first that are misused.',
    severity: 'medium',
    people: () => ({ status: 'any:active', lastSignIn: 'older:60d', created: 'older:60d' }),
    mends: [deactivate],
  },
  {
    id: 'never-signed-in',
    name: 'Active for 14 days and never signed in',
    why: 'The mail may have gone astray, or the person never came.',
    severity: 'medium',
    people: () => ({ status: 'any:active', lastSignIn: 'none', created: 'older:14d' }),
    mends: [plain('send-reset-link', 'Send reset link…'), deactivate],
  },
  {
    id: 'temporary-passwords',
    name: 'Temporary passwords that were not used',
    why: 'A password on a slip of paper waits for whoever finds it.',
    severity: 'medium',
    people: () => ({ temporaryPassword: 'any:yes', status: 'any:active' }),
    mends: [plain('send-reset-link', 'Send reset link…')],
  },
  {
    id: 'set-up-overdue',
    name: 'Training of the set-up overdue',
    why: 'Whoever was not trained by the day they should have been answers calls all the same.',
    severity: 'medium',
    people: () => ({ setUp: 'any:overdue', status: 'any:active' }),
    mends: [],
  },
  {
    id: 'set-up-unfinished',
    name: 'Set-up unfinished after 14 days',
    why: 'What is missing after two weeks was forgotten: a queue, a telephone, the second step.',
    severity: 'low',
    people: () => ({ setUp: 'any:unfinished', status: 'any:active', created: 'older:14d' }),
    mends: [],
  },
  {
    id: 'pending-long',
    name: 'Pending for more than 14 days',
    why: 'An activation that nobody used is a seat that nobody sits on.',
    severity: 'low',
    people: () => ({ status: 'any:pending', created: 'older:14d' }),
    mends: [plain('send-activation', 'Send activation email…'), plain('delete', 'Delete…')],
  },
  {
    id: 'inactive-long',
    name: 'Inactive, and not here for a year',
    why: 'Personal data is kept no longer than it is needed.',
    severity: 'low',
    people: () => ({ status: 'any:inactive', lastSignIn: 'older:365d', created: 'older:365d' }),
    mends: [plain('delete', 'Delete…')],
  },
  {
    id: 'roles-unused',
    name: 'Roles that nobody uses',
    why: 'A role that nobody holds is one that nobody looks after.',
    severity: 'low',
    people: 'roles',
    mends: [],
  },
]
