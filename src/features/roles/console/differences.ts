import { permissions, type Permission } from '#src/contract/permissions.ts'

export type RoleValues = {
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly secondStepRequired: boolean
}

const missing = (from: RoleValues, to: RoleValues) => from.permissions.filter((one) => !to.permissions.includes(one))

/** How many things differ: the name, the demand, and each permission. */
export const countChanges = (before: RoleValues, after: RoleValues): number =>
  Number(before.name !== after.name) +
  Number(before.secondStepRequired !== after.secondStepRequired) +
  missing(before, after).length +
  missing(after, before).length

/** What somebody changed, in sentences: the new name, what came, what went. */
export function sayDifferences(before: RoleValues, after: RoleValues): string[] {
  const say = (list: readonly Permission[]) => list.map((one) => `“${permissions[one].says}”`).join(', ')
  const [gone, come] = [missing(before, after), missing(after, before)]
  return [
    ...(before.name === after.name ? [] : [`It is called “${after.name}” now.`]),
    ...(come.length > 0 ? [`It now allows ${say(come)}.`] : []),
    ...(gone.length > 0 ? [`It no longer allows ${say(gone)}.`] : []),
    ...(before.secondStepRequired === after.secondStepRequired
      ? []
      : [`It ${after.secondStepRequired ? 'now demands' : 'no longer demands'} two-step verification.`]),
  ]
}
