import { useState, type ComponentType, type ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import type { UserRow } from '../../contract/user.ts'
import { ActivateAtOnce } from './user-actions/activate.tsx'
import { DeactivateDialog } from './user-actions/deactivate.tsx'
import { DeleteDialog } from './user-actions/delete.tsx'
import { EndSessionsDialog } from './user-actions/end-sessions.tsx'
import { ResetPasswordDialog } from './user-actions/reset-password.tsx'
import type { ActionProps, ActionResult, UserAction } from './user-actions/result.ts'
import { SuperuserDialog } from './user-actions/superuser.tsx'

const dialogs: Record<UserAction, ComponentType<ActionProps>> = {
  activate: ActivateAtOnce,
  deactivate: DeactivateDialog,
  delete: DeleteDialog,
  'reset-password': ResetPasswordDialog,
  'end-sessions': EndSessionsDialog,
  'set-superuser': SuperuserDialog,
}

export type UserActions = {
  /** Asks what has to be asked, then does it. An action that is not known here does nothing. */
  readonly open: (action: string, user: UserRow) => void
  /** The open dialog and the results so far; stands above what it is about, where results are to be read. */
  readonly dialogs: ReactNode
}

export type UserActionsOptions = { /** Called after each action that changed something. */ onDone?: (action: UserAction, user: UserRow) => void }

/** What can be done to one person, from a row's menu or the person's page. */
export function useUserActions({ onDone }: UserActionsOptions = {}): UserActions {
  const [asked, setAsked] = useState<{ action: UserAction; user: UserRow; key: number }>()
  const [results, setResults] = useState<readonly (ActionResult & { key: number })[]>([])
  const open = (action: string, user: UserRow) => {
    if (Object.hasOwn(dialogs, action)) setAsked({ action: action as UserAction, user, key: Date.now() })
  }
  const close = () => setAsked(undefined)
  const finish = (result: ActionResult) => {
    // The newest word about a person replaces the older one.
    setResults((before) => [{ ...result, key: Date.now() }, ...before.filter((r) => r.userId !== result.userId)].slice(0, 3))
    close()
    if (asked && result.kind === 'success') onDone?.(asked.action, asked.user)
  }
  const Asking = asked && dialogs[asked.action]
  return {
    open,
    dialogs: (
      <>
        {results.map(({ key, kind, says, actions }) => (
          <Banner key={key} kind={kind} actions={actions?.(open)} onDismiss={() => setResults((before) => before.filter((r) => r.key !== key))}>
            {says}
          </Banner>
        ))}
        {asked && Asking && <Asking key={asked.key} user={asked.user} onClose={close} onDone={finish} onInstead={open} />}
      </>
    ),
  }
}
