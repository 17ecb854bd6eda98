/** Bulk update: several fields of many people in one run (BULK-5). Each field has the rules of its own action. */
import { together, type Intent } from '../../changes/service/together.ts'
import { groupActions } from '../../groups/contract.ts'
import { membershipAction, type Given } from '../../groups/service/members.ts'
import { listVerbs, updateUsers, type UpdateParams } from '../contract/update.ts'
import { groupFieldNames } from '../fields/catalogue.ts'
import { setAutoDialAction, setLeadAssignmentAction, setSiteAction, setTimeZoneAction } from './settings.ts'

const settings = {
  site: setSiteAction,
  timeZone: setTimeZoneAction,
  autoDial: setAutoDialAction,
  assignLeads: setLeadAssignmentAction,
} as const

function intentsOf(params: UpdateParams): Intent[] {
  const lists = groupFieldNames.flatMap((field) => {
    const wish = (params[field] ?? {}) as Partial<Record<(typeof listVerbs)[number], Given>>
    return listVerbs.flatMap((verb) => {
      const given = wish[verb]
      return given
        ? [{ action: membershipAction(groupActions[field][verb], field, verb), params: { [field]: given } }]
        : []
    })
  })
  const values = (Object.keys(settings) as (keyof typeof settings)[]).flatMap((field) =>
    params[field] === undefined ? [] : [{ action: settings[field], params: { [field]: params[field] } }],
  )
  return [...lists, ...values]
}

export const updateAction = together(updateUsers, intentsOf)
