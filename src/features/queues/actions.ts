import type { AnyAction } from '../changes/service/action.ts'
import {
  addQueuesAction,
  removeQueuesAction,
  restoreQueuesAction,
  setQueuePriorityAction,
} from './service/assigning.ts'

export const actions: readonly AnyAction[] = [
  addQueuesAction,
  removeQueuesAction,
  setQueuePriorityAction,
  restoreQueuesAction,
]

export { putBacks } from './service/put-backs.ts'
