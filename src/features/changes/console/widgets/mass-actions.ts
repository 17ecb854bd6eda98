/** What can be asked for many people at once, as far as the own rights and the tenant's modules go (BULK-1). */
import type { Module } from '#src/contract/modules.ts'
import type { Permission } from '#src/contract/permissions.ts'

export const groupAsks = ['skills', 'tags', 'desks', 'businessUnits', 'agentGroups'] as const
export type GroupAsk = (typeof groupAsks)[number]
/** What a dialog asks for before a plan can be made. */
export type Ask =
  GroupAsk | 'roles' | 'queues' | 'leads' | 'site' | 'timeZone' | 'autoDial' | 'assignLeads' | 'useAddressList'

export type Field = Exclude<Ask, 'roles' | 'queues' | 'leads' | 'useAddressList'>

/** What asks for words of its own, and so is no part of a bulk update. */
const alone: readonly Ask[] = ['roles', 'queues', 'leads', 'useAddressList']

export type Offer<K extends string> = {
  readonly key: K
  readonly label: string
  readonly permission: Permission
  readonly module?: Module
}
/** Who asks: `useMe()`. */
export type Rights = {
  readonly can: (permission: Permission) => boolean
  readonly hasModule: (module: Module) => boolean
}

const assigning: readonly Offer<Ask>[] = [
  { key: 'skills', label: 'Skills', permission: 'users.groups' },
  { key: 'roles', label: 'Roles', permission: 'users.roles' },
  { key: 'tags', label: 'Tags', permission: 'users.groups' },
  { key: 'desks', label: 'Desks', permission: 'users.groups' },
  { key: 'businessUnits', label: 'Business units', permission: 'users.groups' },
  { key: 'agentGroups', label: 'Agent groups', permission: 'users.groups' },
  { key: 'queues', label: 'Queues', permission: 'queues.manage', module: 'queues' },
]
const setting: readonly Offer<Ask>[] = [
  { key: 'site', label: 'Site', permission: 'users.site' },
  { key: 'timeZone', label: 'Time zone', permission: 'users.edit' },
  { key: 'autoDial', label: 'Auto dial', permission: 'users.edit', module: 'dialer' },
  { key: 'assignLeads', label: 'Lead assignment', permission: 'users.edit', module: 'dialer' },
  { key: 'useAddressList', label: 'Extended IP ACL', permission: 'users.addresses' },
  { key: 'leads', label: 'Who gets their leads', permission: 'leads.manage', module: 'dialer' },
]
export type Plain =
  | 'activate'
  | 'deactivate'
  | 'unlock'
  | 'reset-authenticator'
  | 'send-activation'
  | 'give-passwords'
  | 'send-reset-link'
  | 'end-sessions'
  | 'restore-queues'
  | 'start-set-up'
  | 'delete'
const plain: readonly Offer<Plain>[] = [
  { key: 'activate', label: 'Activate', permission: 'users.status' },
  { key: 'deactivate', label: 'Deactivate', permission: 'users.status' },
  { key: 'unlock', label: 'Unlock', permission: 'users.unlock' },
  { key: 'reset-authenticator', label: 'Reset authenticators', permission: 'users.reset-authenticator' },
  { key: 'send-activation', label: 'Send activation email', permission: 'users.invite' },
  { key: 'send-reset-link', label: 'Send reset link', permission: 'users.reset-password' },
  { key: 'give-passwords', label: 'Temporary passwords', permission: 'users.reset-password' },
  { key: 'end-sessions', label: 'Sign out', permission: 'users.sessions' },
  { key: 'restore-queues', label: 'Back to former queues', permission: 'queues.manage', module: 'queues' },
  { key: 'start-set-up', label: 'Start set-up', permission: 'users.edit' },
  { key: 'delete', label: 'Delete', permission: 'users.delete' },
]

export function offeredTo({ can, hasModule }: Rights) {
  const offered = <K extends string>(all: readonly Offer<K>[]) =>
    all.filter(({ permission, module }) => can(permission) && (module === undefined || hasModule(module)))
  return { assigning: offered(assigning), setting: offered(setting), plain: offered(plain) }
}

export const isAsk = (field: string): field is Ask => [...assigning, ...setting].some(({ key }) => key === field)

/** What a bulk update may change: all but roles, queues and addresses, which ask for a word of their own (BULK-5). */
export const fieldsOf = (rights: Rights): readonly Offer<Field>[] => {
  const { assigning, setting } = offeredTo(rights)
  return [...assigning, ...setting].filter((offer): offer is Offer<Field> => !alone.includes(offer.key))
}

/** The sentence's noun: `businessUnits` → "business units". */
export const nounOf = (ask: Ask): string =>
  [...assigning, ...setting].find(({ key }) => key === ask)!.label.toLowerCase()
