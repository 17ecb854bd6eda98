import { startSetUp } from '../../../checklists/contract.ts'
import { groupActions } from '../../../groups/contract.ts'
import { unlock } from '../../../locks/contract.ts'
import { sendActivation, sendResetLink } from '../../../recovery/contract.ts'
import { addRoles, removeRoles, replaceRoles, setSuperuser } from '../../../roles/contract.ts'
import { endSessions } from '../../../sessions/contract.ts'
import { resetAuthenticator } from '../../../two-step/contract.ts'
import {
  activate,
  deactivate,
  deleteUsers,
  setAddressList,
  setAutoDial,
  setLeadAssignment,
  setSite,
  setTimeZone,
} from '../../contract/actions.ts'

const catalogue: readonly { readonly name: string; readonly label: string }[] = [
  activate,
  deactivate,
  deleteUsers,
  setSite,
  setTimeZone,
  setAutoDial,
  setLeadAssignment,
  setAddressList,
  addRoles,
  removeRoles,
  replaceRoles,
  setSuperuser,
  endSessions,
  unlock,
  resetAuthenticator,
  sendActivation,
  sendResetLink,
  startSetUp,
  ...Object.values(groupActions).flatMap((three) => Object.values(three)),
  { name: 'reset-password', label: 'Reset password' },
]

/** "Add skills" for `add-skills`. */
export const labelOfAction = (name: string): string => catalogue.find((action) => action.name === name)?.label ?? name
