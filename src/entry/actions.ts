/** The action catalogue: every way in which people are changed and put back, handed to the engine at the start. */
import type { Catalogue } from '../features/changes/service/action.ts'
import { actions as checklists, putBacks as checklistsBack } from '../features/checklists/actions.ts'
import { actions as groups, putBacks as groupsBack, staged as merges } from '../features/groups/actions.ts'
import { staged as imports } from '../features/imports/actions.ts'
import { actions as leads, putBacks as leadsBack } from '../features/leads/actions.ts'
import { actions as locks } from '../features/locks/actions.ts'
import { handed as passwords } from '../features/passwords/actions.ts'
import { actions as queues, putBacks as queuesBack } from '../features/queues/actions.ts'
import { actions as recovery } from '../features/recovery/actions.ts'
import { actions as roles, putBacks as rolesBack } from '../features/roles/actions.ts'
import { actions as sessions } from '../features/sessions/actions.ts'
import { actions as twoStep } from '../features/two-step/actions.ts'
import { actions as users, putBacks as usersBack } from '../features/users/actions.ts'

export const actions: Catalogue['actions'] = [
  ...users,
  ...groups,
  ...roles,
  ...queues,
  ...sessions,
  ...recovery,
  ...twoStep,
  ...locks,
  ...leads,
  ...checklists,
]
export const catalogue: Catalogue = {
  actions,
  staged: [...imports, ...merges],
  handed: passwords,
  putBacks: [...usersBack, ...groupsBack, ...rolesBack, ...queuesBack, ...leadsBack, ...checklistsBack],
}
