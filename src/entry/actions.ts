/** The action catalogue: every way in which people are changed, handed to the engine at the start. */
import type { Action } from '../features/changes/service/action.ts'
import { actions as groups } from '../features/groups/actions.ts'
import { actions as roles } from '../features/roles/actions.ts'
import { actions as sessions } from '../features/sessions/actions.ts'
import { actions as users } from '../features/users/actions.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each action knows its own parameters; the catalogue holds all of them
export const actions: readonly Action<any>[] = [...users, ...groups, ...roles, ...sessions]
