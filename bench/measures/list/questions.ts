/** What lists are asked: queries of `GET /users` over the loaded people. */
import { demoHouse } from '#src/features/demo/house.ts'
import type { ListQuery } from '#src/features/users/service/list.ts'
import type { House } from '../../population/house.ts'

export const pathOf = (query: ListQuery) => `/api/v1/users?${new URLSearchParams(query)}`

const idOf = (kind: 'desks' | 'skills', name: string, house: House) => {
  const id = house[kind][demoHouse()[kind].findIndex((each) => (typeof each === 'string' ? each : each.name) === name)]
  if (id === undefined) throw new Error(`The company of the demonstration has no ${name}.`)
  return String(id)
}

/** Status, role, desk, skill and search at once: common and rare desks and skills, terms that many match and few. */
export function fiveConditions(house: House): ListQuery[] {
  const asked = [
    ['Riga Billing', 'English', 'an'],
    ['Riga Helpdesk', 'Latvian', 'ozol'],
    ['Cebu Orders', 'English', 'cruz'],
    ['Cebu Payments', 'Refunds', 'mar'],
    ['Bogotá Retention', 'Spanish', 'rodriguez'],
    ['Kraków Billing', 'Polish', 'a'],
    ['Kraków Orders', 'Ukrainian', 'олена'],
    ['Cairo Helpdesk', 'Arabic', 'محمد'],
    ['Cebu Billing', 'Chinese', '王'],
    ['Riga Orders', 'Fraud checks', 'e00'],
  ] as const
  return asked.map(([desk, skill, search]) => ({
    status: 'active',
    role: String(house.roles.agent),
    desk: idOf('desks', desk, house),
    skill: idOf('skills', skill, house),
    search,
    limit: '50',
  }))
}

/** A list with the same five kinds of condition that is long enough to have a page 400 at a million people. */
export const longList = (house: House): ListQuery => ({
  status: 'active',
  role: String(house.roles.agent),
  desk: `any:${['Riga Billing', 'Cebu Billing', 'Cebu Orders'].map((desk) => idOf('desks', desk, house)).join(',')}`,
  skill: idOf('skills', 'English', house),
  search: 'example',
  limit: '50',
})
