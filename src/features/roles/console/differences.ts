import { permissions, type Permission } from '#src/contract/permissions.ts'

export type RoleValues = { readonly name: string; readonly permissions: readonly Permission[] }

const missing = (from: RoleValues, to: RoleValues) => from.permissions.filter((one) => !to.permissions.includes(one))

/** How many things differ: the name, and each permission. */
export const countChanges = (before: RoleValues, after: RoleValues): number =>
  Number(before.name !== after.name) + missing(before, after).length + missing(after, before).length

/** What somebody changed, in sentences: the new name, what came, what went. */
export function sayDifferences(before: RoleValues, after: RoleValues): string[] {
  const say = (list: readonly Permission[]) => list.map((one) => `“${permissions[one].says}”`).join(', ')
  const [gone, come] = [missing(before, after), missing(after, before)]
  return [
    ...(before.name === after.name ? [] : [`It is called “${after.name}” now.`]),
    ...(come.length > 0 ? [`It now allows ${say(come)}.`] : []),
    ...(gone.length > 0 ? [`It no longer allows ${say(gone)}.`] : []),
  ]
}
