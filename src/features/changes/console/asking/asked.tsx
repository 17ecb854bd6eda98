import { groupAsks, type Ask, type GroupAsk } from '../widgets/mass-actions.ts'
import type { AskedProps } from './answer.ts'
import { GroupsAsked } from './groups-asked.tsx'
import { QueuesAsked } from './queues-asked.tsx'
import { HandOverAsked } from './hand-over-asked.tsx'
import { RolesAsked } from './roles-asked.tsx'
import { AddressListAsked, AutoDialAsked, LeadsAsked, SiteAsked, TimeZoneAsked } from './values-asked.tsx'

export const isAssigned = (ask: Ask): boolean => isGroup(ask) || ask === 'roles' || ask === 'queues'
export const isGroup = (ask: Ask): ask is GroupAsk => (groupAsks as readonly string[]).includes(ask)

/** The inputs for one field; whatever is chosen is answered at once. */
export function Asked({ ask, onAnswer }: { ask: Ask } & AskedProps) {
  if (isGroup(ask)) return <GroupsAsked field={ask} onAnswer={onAnswer} />
  switch (ask) {
    case 'roles':
      return <RolesAsked onAnswer={onAnswer} />
    case 'queues':
      return <QueuesAsked onAnswer={onAnswer} />
    case 'leads':
      return <HandOverAsked onAnswer={onAnswer} />
    case 'site':
      return <SiteAsked onAnswer={onAnswer} />
    case 'timeZone':
      return <TimeZoneAsked onAnswer={onAnswer} />
    case 'autoDial':
      return <AutoDialAsked onAnswer={onAnswer} />
    case 'assignLeads':
      return <LeadsAsked onAnswer={onAnswer} />
    case 'useAddressList':
      return <AddressListAsked onAnswer={onAnswer} />
  }
}
