/** Takes secrets and personal values out of a change before any of it is stored (SECURITY rule 5). */
import { isSettingWord, loggedAs } from './logged.ts'

/** Stands in the place of a value that is nobody's to read. */
export const CHANGED = 'changed'

export type Change = readonly [before: unknown, after: unknown]
export type Redacted = { changes: Record<string, unknown>; personal: Record<string, Change> }

/** Parts what changed of one person into what stands in the entry, and the personal values that stand beside it. */
export function redactChanges(changes: Readonly<Record<string, Change>>): Redacted {
  const redacted: Redacted = { changes: {}, personal: {} }
  for (const [field, [before, after]] of Object.entries(changes)) {
    const logged = loggedAs(field)
    const values = [before ?? null, after ?? null] as const
    if (logged === 'personal') redacted.personal[field] = values
    else redacted.changes[field] = logged === 'value' ? values : CHANGED
  }
  return redacted
}

const keep = (params: unknown, may: (word: string) => boolean): Record<string, unknown> =>
  params === null || typeof params !== 'object' || Array.isArray(params)
    ? {}
    : Object.fromEntries(
        Object.entries(params as Record<string, unknown>).map(([word, value]) => [word, may(word) ? value : CHANGED]),
      )

/** Parameters of an action on people: only the values of fields that are logged as they are stay. */
export const redactParams = (params: unknown) => keep(params, (word) => loggedAs(word) === 'value')

/** Parameters of a change to a setting of the tenant; `before` and `after` hold settings in their turn. */
export function redactSetting(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = keep(params, isSettingWord)
  for (const side of ['before', 'after']) if (side in kept) kept[side] = keep(kept[side], isSettingWord)
  return kept
}
