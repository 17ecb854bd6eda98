import type { ComponentType } from 'react'
import { ActivateAtOnce } from './activate.tsx'
import { DeactivateDialog } from './deactivate.tsx'
import { DeleteDialog } from './delete.tsx'
import { EndSessionsDialog } from './end-sessions.tsx'
import { ResetPasswordDialog } from './reset-password.tsx'
import { ResetAuthenticatorDialog } from './reset-authenticator.tsx'
import type { ActionProps, UserAction } from './result.ts'
import { SendActivationDialog } from './send-activation.tsx'
import { SuperuserDialog } from './superuser.tsx'
import { UnlockAtOnce } from './unlock.tsx'

const dialogs: Record<UserAction, ComponentType<ActionProps>> = {
  activate: ActivateAtOnce,
  deactivate: DeactivateDialog,
  delete: DeleteDialog,
  'send-activation': SendActivationDialog,
  'reset-password': ResetPasswordDialog,
  'reset-authenticator': ResetAuthenticatorDialog,
  unlock: UnlockAtOnce,
  'end-sessions': EndSessionsDialog,
  'set-superuser': SuperuserDialog,
}

/** What an action asks before it is done; fetched when somebody does the first one. */
export function Asked({ action, ...props }: ActionProps & { action: UserAction }) {
  const Asking = dialogs[action]
  return <Asking {...props} />
}
