import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { givesBack } from '#src/console/kit/focus-back.ts'
import type { UserRow } from '../../contract/user.ts'
import { dismissResult, tellResult, useResults } from './results.ts'
import { isUserAction, type ActionResult, type UserAction } from './user-actions/result.ts'

const Asked = lazy(() => import('./user-actions/asked.tsx').then((m) => ({ default: m.Asked })))

/** A dialog fades, and gives the focus back to a menu's entry that is gone; then its button takes it. */
const AFTER_CLOSING_MS = 200

/** The button behind a menu, or what was pressed itself. */
function openerOf(pressed: Element | null): Element | null {
  const menu = pressed?.closest('[role="menu"]')
  return menu ? document.querySelector(`[aria-controls="${menu.id}"]`) : pressed
}

export type UserActions = {
  /** Asks what has to be asked, then does it. An action that is not known here does nothing. */
  readonly open: (action: string, user: UserRow) => void
  /** The open dialog and the results that nobody dismissed, of whatever page; stands above what it is about, where results are to be read. */
  readonly dialogs: ReactNode
}

export type UserActionsOptions = {
  /** Whose page it is; a list tells of everybody. */ about?: string
  /** Called after each action that changed something. */ onDone?: (action: UserAction, user: UserRow) => void
}

/** What can be done to one person, from a row's menu or the person's page. */
export function useUserActions({ about, onDone }: UserActionsOptions = {}): UserActions {
  const [asked, setAsked] = useState<{ action: UserAction; user: UserRow; opener: Element | null }>()
  const results = useResults().filter((r) => (about === undefined ? !r.personOnly : r.userId === about))
  const open = (action: string, user: UserRow) => {
    if (!isUserAction(action)) return
    const opener = openerOf(document.activeElement) ?? document.getElementById(`user-${user.id}`)
    setAsked({ action, user, opener })
  }
  const close = () => {
    const opener = asked?.opener
    setAsked(undefined)
    setTimeout(givesBack(opener), AFTER_CLOSING_MS)
  }
  const finish = (result: ActionResult) => {
    tellResult(result)
    close()
    if (asked && result.kind === 'success') onDone?.(asked.action, asked.user)
  }
  return {
    open,
    dialogs: (
      <>
        {results.map(({ userId, kind, says, actions }) => (
          <Banner key={userId} kind={kind} actions={actions?.(open)} onDismiss={() => dismissResult(userId)}>
            {says}
          </Banner>
        ))}
        {asked && (
          <Suspense fallback={null}>
            <Asked action={asked.action} user={asked.user} onClose={close} onDone={finish} onInstead={open} />
          </Suspense>
        )}
      </>
    ),
  }
}
