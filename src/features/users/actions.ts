import type { Action } from '../changes/service/action.ts'
import { eraseAction } from './service/erase.ts'
import { setAutoDialAction, setLeadAssignmentAction, setSiteAction, setTimeZoneAction } from './service/settings.ts'
import { activateAction, deactivateAction, deleteAction, restoreAction } from './service/status.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each action knows its own parameters; the catalogue holds all of them
export const actions: readonly Action<any>[] = [
  activateAction,
  deactivateAction,
  deleteAction,
  restoreAction,
  eraseAction,
  setSiteAction,
  setTimeZoneAction,
  setAutoDialAction,
  setLeadAssignmentAction,
]

export { putBacks } from './service/put-backs.ts'
