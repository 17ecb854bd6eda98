/** Whom other systems mean by what they send. */
import type { Permission } from '../../../contract/permissions.ts'
import { signInKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { selectMeant, type Meant, type Values } from '../sql/meant.ts'

/** One of these names the user; an id that is none is looked for in vain. */
export type Name = { readonly [B in Meant['by']]?: string | undefined }
export type Found =
  | { readonly userId: string }
  | { readonly userId: null; readonly reason: 'unknown-user' | 'several-users' | 'not-active' }

/**
 * Who goes by each of these names, in their order, in one statement: active users whom the actor may treat with this permission.
 * Whoever is out of sight is as unknown as somebody who is not there.
 */
export async function findMeant(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  permission: Permission,
  names: readonly Name[],
): Promise<Found[]> {
  const keys = names.map(keyOf)
  const valuesBy = (by: Meant['by']) => [...new Set(keys.flatMap((key) => (key?.by === by ? [key.value] : [])))]
  const values: Values = {
    user: valuesBy('user'),
    username: valuesBy('username'),
    extension: valuesBy('extension'),
    sipUsername: valuesBy('sipUsername'),
  }
  const rows = await selectMeant(db, actor.tenantId, values, visibleUsers(actor, permission))
  const meant = new Map<string, Map<string, Meant['status']>>()
  for (const { by, value, id, status } of rows) {
    const people = meant.get(`${by} ${value}`) ?? new Map<string, Meant['status']>()
    meant.set(`${by} ${value}`, people.set(id, status))
  }
  return keys.map((key) => judge(key && meant.get(`${key.by} ${key.value}`)))
}

function keyOf({ user, username, extension, sipUsername }: Name): Pick<Meant, 'by' | 'value'> | null {
  if (user !== undefined) return { by: 'user', value: user.toLowerCase() }
  if (username !== undefined) return { by: 'username', value: signInKey(username) }
  if (extension !== undefined) return { by: 'extension', value: extension }
  return sipUsername === undefined ? null : { by: 'sipUsername', value: sipUsername }
}

/** Among several who go by the same, it is the one who is at work: the others’ accounts are not active. */
function judge(people: ReadonlyMap<string, Meant['status']> | null | undefined): Found {
  if (!people || people.size === 0) return { userId: null, reason: 'unknown-user' }
  const active = [...people].flatMap(([id, status]) => (status === 'active' ? [id] : []))
  if (active.length === 1) return { userId: active[0]! }
  return { userId: null, reason: active.length === 0 ? 'not-active' : 'several-users' }
}
