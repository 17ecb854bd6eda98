import type { ReactNode } from 'react'
import type { UserRow } from '../../../contract/user.ts'

export const userActions = [
  ...(['activate', 'deactivate', 'delete'] as const),
  ...(['send-activation', 'reset-password', 'reset-authenticator', 'unlock', 'end-sessions', 'set-superuser'] as const),
] as const
export type UserAction = (typeof userActions)[number]
export const isUserAction = (name: string): name is UserAction => (userActions as readonly string[]).includes(name)

/** What came of it, in words that stay on the page until dismissed. */
export type ActionResult = {
  readonly userId: string
  readonly kind: 'success' | 'warning'
  readonly says: ReactNode
  /** For the pages of this person alone: the list shows it by itself. */
  readonly personOnly?: true
  /** What may be wanted next. */
  readonly actions?: (open: (action: UserAction, user: UserRow) => void) => ReactNode
}

export type ActionProps = {
  readonly user: UserRow
  readonly onClose: () => void
  readonly onDone: (result: ActionResult) => void
  /** Another action in place of this one. */
  readonly onInstead: (action: UserAction, user: UserRow) => void
}
