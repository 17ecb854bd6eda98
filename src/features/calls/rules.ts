/** Who sees calls beside users: the same rule in the browser and on the server. */
import type { Module } from '#src/contract/modules.ts'
import type { Permission } from '#src/contract/permissions.ts'

type Reach = { readonly everywhere: boolean; readonly sites: readonly number[]; readonly desks: readonly number[] }

/**
 * A list of users shows calls, and sorts by them, to whoever may see the calls of everybody in it: an order would tell of
 * those whose calls one may not see.
 */
export function seesCalls(reach: (permission: Permission) => Reach | null): boolean {
  const [calls, users] = [reach('calls.read'), reach('users.read')]
  if (!calls || !users) return false
  const within = (mine: readonly number[], all: readonly number[]) => mine.every((id) => all.includes(id))
  return calls.everywhere || (!users.everywhere && within(users.sites, calls.sites) && within(users.desks, calls.desks))
}

/** What is switched on for a list of users that somebody looks at. */
export const partsOfList = (modules: readonly Module[], reach: (permission: Permission) => Reach | null): Module[] =>
  modules.filter((module) => module !== 'calls' || seesCalls(reach))
