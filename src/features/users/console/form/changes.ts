/** What was changed, and what of it travels: a PATCH names only what is different (SPEC 4.2, S28). */
import type { NewUser, UserPatch } from '../../contract/user.ts'
import { definition, fieldNames, type FieldName } from '../../fields/catalogue.ts'
import { sameValue } from './same.ts'
import type { FormValues } from './values.ts'

/** Fields whose value differs, in the order of the catalogue. A typed secret always counts. */
export const changedFields = (before: FormValues, after: FormValues): FieldName[] =>
  fieldNames.filter((name) =>
    definition(name).writeOnly
      ? after[name] !== undefined
      : name in after && !sameValue(name, before[name], after[name]),
  )

/** The fields that only one SIP option uses; the others' are dropped when the option changes, and not before. */
const sipParts = {
  custom_uri: ['sipUri'],
  webrtc: [],
  pbx: ['sipPbx', 'sipUsername', 'sipPassword', 'sipExtension'],
} as const satisfies Record<string, readonly FieldName[]>

/** Whether a field has a place in the form now: one of another SIP option has not. */
export const isInUse = (name: FieldName, { sipOption }: FormValues): boolean =>
  Object.entries(sipParts).every(
    ([option, parts]) => option === sipOption || !(parts as readonly FieldName[]).includes(name),
  )

/** On saving, what was typed for another SIP option goes; until then switching back finds it again. */
export function settleSip(before: FormValues, after: FormValues): FormValues {
  if (after.sipOption === before.sipOption) return after
  const kept: readonly FieldName[] = after.sipOption ? sipParts[after.sipOption] : []
  const dropped = Object.values(sipParts)
    .flat()
    .filter((name) => !kept.includes(name))
  const settled: FormValues = { ...after, ...Object.fromEntries(dropped.map((name) => [name, null])) }
  // A password that was never kept needs no removing.
  if (dropped.includes('sipPassword') && before.sipOption !== 'pbx') delete settled.sipPassword
  return settled
}

/** The body of the PATCH; empty when nothing changed. */
export function patchOf(before: FormValues, after: FormValues): UserPatch {
  const settled = settleSip(before, after)
  const patch = Object.fromEntries(changedFields(before, settled).map((name) => [name, settled[name]])) as UserPatch
  return patch.custom ? { ...patch, custom: changedKeys(before.custom, patch.custom) } : patch
}

/** Custom fields travel one by one: a value of an archived one is kept, and may not be written. */
const changedKeys = (before: FormValues['custom'], after: NonNullable<UserPatch['custom']>) =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => (before?.[key] ?? null) !== (value ?? null)))

export type SignInChoice = NonNullable<NewUser['signIn']>

/** The body of the POST: what is empty is left out, so that defaults of the site and the tenant apply. */
export function newUserOf(values: FormValues, fields: readonly FieldName[], signIn: SignInChoice): NewUser {
  const settled = settleSip({}, values)
  const given = fields.filter((name) => !isEmpty(settled[name])).map((name) => [name, settled[name]])
  return { ...(Object.fromEntries(given) as Omit<NewUser, 'signIn'>), signIn: settled.active ? signIn : 'none' }
}

export const isEmpty = (value: unknown): boolean =>
  value == null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0)
