/** The group actions of the catalogue: add, remove and replace, for each of the five kinds. */
import type { Action } from '../changes/service/action.ts'
import { groupFieldNames } from '../users/fields/catalogue.ts'
import { groupActions } from './contract.ts'
import { membershipAction } from './service/members.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each action knows its own parameters; the catalogue holds all of them
export const actions: readonly Action<any>[] = groupFieldNames.flatMap((field) => {
  const { add, remove, replace } = groupActions[field]
  return [
    membershipAction(add, field, 'add'),
    membershipAction(remove, field, 'remove'),
    membershipAction(replace, field, 'replace'),
  ]
})

export { putBacks } from './service/put-backs.ts'
