import type { AnyAction } from '../changes/service/action.ts'
import { givingPasswords } from './service.ts'

/** For planning: the passwords of a rehearsal are nobody's. */
export const handed: readonly AnyAction[] = [givingPasswords(new Map())]
