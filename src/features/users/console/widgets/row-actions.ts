/**
 * What can be done with one person, grouped, in the same order everywhere (CONSOLE, row menu). What does not apply to
 * the state of the account is left out, and so is what the person who asks may not do.
 */
import type { Permission } from '#src/contract/permissions.ts'
import type { UserRow } from '../../contract/user.ts'
import type { UserAction } from './user-actions/result.ts'

export type Reach = {
  readonly everywhere: boolean
  readonly sites: readonly number[]
  readonly desks: readonly number[]
}
export type Rights = {
  readonly reach: (permission: Permission) => Reach | null
  /** Who asks: nobody deactivates, deletes or resets themselves (SPEC 4.6). */
  readonly user: { readonly id: string }
}

/** The server's word about one person, from `GET /users/{id}/actions`; it also knows who holds more than one does. */
export type Allowed = {
  readonly items: readonly { readonly action: string; readonly allowed: boolean }[]
  readonly fields: readonly string[]
}

export type RowAction = {
  readonly key:
    | 'open'
    | 'edit'
    | 'duplicate'
    | 'reset-password'
    | 'send-activation'
    | 'reset-authenticator'
    | 'unlock'
    | 'sessions'
    | 'activity'
    | 'activity-live'
    | 'changes'
    | 'activate'
    | 'deactivate'
    | 'delete'
  readonly label: string
  readonly danger?: true
  /** Keys that do the same while the row has the focus. */
  readonly keys?: string
} & ({ readonly to: string; readonly search?: Readonly<Record<string, string>> } | { readonly action: UserAction })

/** Whether a permission reaches this person: everywhere, through the site, or through a desk. */
export function reaches(reach: Reach | null, row: Pick<UserRow, 'site' | 'desks'>): boolean {
  if (reach === null) return false
  return (
    reach.everywhere || reach.sites.includes(row.site.id) || row.desks.some((desk) => reach.desks.includes(desk.id))
  )
}

const EDITING: readonly Permission[] = ['users.edit', 'users.groups', 'users.roles', 'users.site']

/** Whether anything of this person may be changed, as far as the own rights tell. */
export const mayEdit = (row: Pick<UserRow, 'site' | 'desks'>, rights: Rights): boolean =>
  EDITING.some((permission) => reaches(rights.reach(permission), row))

type May = (action: string, permission: Permission) => boolean

/** What helps somebody in who cannot get in. */
const gettingIn = (row: UserRow, may: May): (RowAction | false)[] => [
  may('reset-password', 'users.reset-password') && {
    key: 'reset-password',
    label: 'Reset password…',
    action: 'reset-password',
  },
  row.twoStep &&
    may('reset-authenticator', 'users.reset-authenticator') && {
      key: 'reset-authenticator',
      label: 'Reset authenticator…',
      action: 'reset-authenticator',
    },
  row.status === 'pending' &&
    may('send-activation', 'users.invite') && {
      key: 'send-activation',
      label: 'Send activation email…',
      action: 'send-activation',
    },
  row.locked && may('unlock', 'users.unlock') && { key: 'unlock', label: 'Unlock', action: 'unlock' },
]

export function rowActions(row: UserRow, rights: Rights, allowed?: Allowed): readonly (readonly RowAction[])[] {
  const holds = (permission: Permission) => reaches(rights.reach(permission), row)
  const may = (action: string, permission: Permission) => {
    const said = allowed?.items.find((item) => item.action === action)
    return said ? said.allowed : holds(permission) && rights.user.id !== row.id
  }
  const editable = allowed ? allowed.fields.length > 0 : mayEdit(row, rights)
  const page = `/users/${row.id}`
  const groups: (RowAction | false)[][] = [
    [
      { key: 'open', label: 'Open', keys: 'Enter', to: page },
      editable && { key: 'edit', label: 'Edit', keys: 'E', to: `${page}/edit` },
      rights.reach('users.create') !== null && {
        key: 'duplicate',
        label: 'Duplicate',
        to: '/users/new',
        search: { from: row.id },
      },
    ],
    gettingIn(row, may),
    [
      holds('users.sessions') && { key: 'sessions', label: 'Active sessions', to: `${page}/sessions` },
      holds('activity.read') && { key: 'activity', label: 'Activity', to: `${page}/activity` },
      holds('activity.read') && { key: 'activity-live', label: 'Activity (live)', to: `${page}/activity/live` },
      holds('history.read') && { key: 'changes', label: 'Change log', to: `${page}/changes` },
    ],
    [
      row.status === 'inactive'
        ? may('activate', 'users.status') && { key: 'activate', label: 'Activate', action: 'activate' }
        : may('deactivate', 'users.status') && { key: 'deactivate', label: 'Deactivate…', action: 'deactivate' },
      may('delete', 'users.delete') && { key: 'delete', label: 'Delete…', danger: true, action: 'delete' },
    ],
  ]
  return groups.map((group) => group.filter((entry) => entry !== false)).filter((group) => group.length > 0)
}
