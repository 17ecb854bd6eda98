import type { Action } from '../changes/service/action.ts'
import { addRolesAction, removeRolesAction, replaceRolesAction, setSuperuserAction } from './service/grants.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each action knows its own parameters; the catalogue holds all of them
export const actions: readonly Action<any>[] = [
  addRolesAction,
  removeRolesAction,
  replaceRolesAction,
  setSuperuserAction,
]

export { putBacks } from './service/put-backs.ts'
