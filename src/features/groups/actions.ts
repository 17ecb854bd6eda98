/** The group actions of the catalogue: add, remove and replace, for each of the five kinds. */
import type { AnyAction, AnyStagedAction } from '../changes/service/action.ts'
import { groupFieldNames } from '../users/fields/catalogue.ts'
import { groupActions } from './contract.ts'
import { membershipAction } from './service/members.ts'
import { mergeActionOf } from './service/merge.ts'

export const actions: readonly AnyAction[] = groupFieldNames.flatMap((field) => {
  const { add, remove, replace } = groupActions[field]
  return [
    membershipAction(add, field, 'add'),
    membershipAction(remove, field, 'remove'),
    membershipAction(replace, field, 'replace'),
  ]
})

export const staged: readonly AnyStagedAction[] = groupFieldNames.map(mergeActionOf)

export { putBacks } from './service/put-backs.ts'
