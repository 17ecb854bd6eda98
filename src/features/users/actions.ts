import type { AnyAction } from '../changes/service/action.ts'
import { eraseAction } from './service/erase.ts'
import {
  setAddressListAction,
  setAutoDialAction,
  setLeadAssignmentAction,
  setSiteAction,
  setTimeZoneAction,
} from './service/settings.ts'
import { activateAction, deactivateAction, deleteAction, restoreAction } from './service/status.ts'
import { updateAction } from './service/update.ts'

export const actions: readonly AnyAction[] = [
  activateAction,
  deactivateAction,
  deleteAction,
  restoreAction,
  eraseAction,
  setSiteAction,
  setTimeZoneAction,
  setAutoDialAction,
  setLeadAssignmentAction,
  setAddressListAction,
  updateAction,
]

export { putBacks } from './service/put-backs.ts'
