/** People of the demonstration, asked for by what they are. */
import type { Page } from 'playwright-core'
import { call } from './calling.ts'

export type Person = {
  readonly id: string
  readonly username: string
  readonly firstName: string
  readonly lastName: string
}

export const nameOf = ({ firstName, lastName }: Person) => `${firstName} ${lastName}`

/** The first people who match, by name: `{ status: 'any:active' }`; a role is given by its name. */
export async function findPeople(page: Page, { role, ...filters }: Record<string, string>): Promise<Person[]> {
  const query = new URLSearchParams(filters)
  if (role) query.set('role', `any:${await roleId(page, role)}`)
  const { body } = await call<{ items: Person[] }>(page, 'GET', `/users?${query.toString()}`)
  return body.items
}

async function roleId(page: Page, name: string): Promise<number> {
  const { body } = await call<{ items: { id: number; name: string }[] }>(page, 'GET', '/roles')
  const role = body.items.find((one) => one.name === name)
  if (!role) throw new Error(`There is no role ${name}.`)
  return role.id
}
