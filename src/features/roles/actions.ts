import type { AnyAction } from '../changes/service/action.ts'
import { addRolesAction, removeRolesAction, replaceRolesAction, setSuperuserAction } from './service/grants.ts'

export const actions: readonly AnyAction[] = [addRolesAction, removeRolesAction, replaceRolesAction, setSuperuserAction]

export { putBacks } from './service/put-backs.ts'
