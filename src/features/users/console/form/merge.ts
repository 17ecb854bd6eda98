/**
 * Two people changed one person at once: what both changes mean together. Lists merge entry by entry, so that each may
 * add a skill; the same thing changed in two ways is a conflict, which a person decides.
 */
import { fieldNames, type FieldName } from '../../fields/catalogue.ts'
import { sameValue } from './same.ts'
import type { FormValues } from './values.ts'

export type Merged = {
  /** Everything together; where there is a conflict, mine. */
  readonly values: FormValues
  /** Changed by both, in different ways. */
  readonly conflicts: readonly FieldName[]
  /** Changed by the other alone, or woven together with mine. */
  readonly theirs: readonly FieldName[]
}

export function merge(base: FormValues, mine: FormValues, theirs: FormValues): Merged {
  const values: Record<string, unknown> = { ...mine }
  const conflicts: FieldName[] = []
  const taken: FieldName[] = []
  for (const name of fieldNames) {
    if (!(name in theirs) || sameValue(name, base[name], theirs[name]) || sameValue(name, mine[name], theirs[name]))
      continue
    const woven = sameValue(name, base[name], mine[name])
      ? theirs[name]
      : weave(name, base[name], mine[name], theirs[name])
    if (woven === undefined) conflicts.push(name)
    else {
      values[name] = woven
      taken.push(name)
    }
  }
  return { values: values, conflicts, theirs: taken }
}

/** Both lists of changes applied; undefined where one entry was changed in two ways, or the value is no list. */
function weave(name: FieldName, base: unknown, mine: unknown, theirs: unknown): unknown {
  const parts = [base, mine, theirs].map(entriesOf)
  const [before, ours, others] = parts
  if (!before || !ours || !others) return undefined
  const result = new Map<string, unknown>()
  for (const key of new Set([...before.keys(), ...ours.keys(), ...others.keys()])) {
    const [b, m, t] = [before.get(key), ours.get(key), others.get(key)]
    const sameAs = (x: unknown, y: unknown) => sameValue(name, x, y)
    if (!sameAs(b, m) && !sameAs(b, t) && !sameAs(m, t)) return undefined
    const kept = sameAs(b, m) ? t : m
    if (kept !== undefined) result.set(key, kept)
  }
  return Array.isArray(mine) ? [...result.values()] : Object.fromEntries(result)
}

/** A list by the ids of its entries, a record by its keys; null for anything else. */
function entriesOf(value: unknown): Map<string, unknown> | null {
  if (Array.isArray(value)) return new Map(value.map((entry: unknown) => [keyOfEntry(entry), entry]))
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null
}

const keyOfEntry = (entry: unknown): string =>
  typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : String(entry)
