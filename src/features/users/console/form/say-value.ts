/** Values of fields in words, for the summary of a merge: names instead of ids. */
import type { FieldName, FieldValue } from '../../fields/catalogue.ts'
import { useGroups, usePbxes, useRoles, useSites } from './lookups.ts'
import type { FormValues } from './values.ts'

type Names = Readonly<Partial<Record<FieldName, ReadonlyMap<number, string>>>>
const words: Readonly<Record<string, string>> = {
  custom_uri: 'Custom URI',
  webrtc: 'WebRTC',
  pbx: 'PBX',
  dynamic: 'Dynamic',
}

/** How to say a field's value; waits for nobody: an id without a name yet is said as its number. */
export function useSayValue(): <N extends FieldName>(name: N, value: FormValues[N]) => string {
  const map = (things: readonly { id: number; name?: string; label?: string }[]) =>
    new Map(things.map((one) => [one.id, one.name ?? one.label ?? '']))
  const names: Names = {
    site: map(useSites()),
    sipPbx: map(usePbxes()),
    roles: map(useRoles()),
    tags: map(useGroups('tag')),
    desks: map(useGroups('desk')),
    skills: map(useGroups('skill')),
    businessUnits: map(useGroups('business_unit')),
    agentGroups: map(useGroups('agent_group')),
  }
  return (name, value) => sayValue(value, names[name])
}

export function sayValue(value: FieldValue<FieldName> | null | undefined, names?: ReadonlyMap<number, string>): string {
  if (value == null || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return names?.get(value) ?? String(value)
  if (typeof value === 'string') return words[value] ?? value
  if (!Array.isArray(value))
    return (
      Object.entries(value)
        .map(([key, one]) => `${key}: ${String(one)}`)
        .join(', ') || 'nothing'
    )
  return value.map((entry) => sayEntry(entry, names)).join(', ') || 'none'
}

function sayEntry(
  entry: FieldValue<'roles' | 'skills' | 'tags' | 'languages'>[number],
  names?: ReadonlyMap<number, string>,
): string {
  if (typeof entry === 'string') return entry
  const id = typeof entry === 'number' ? entry : entry.id
  const name = names?.get(id) ?? `No. ${id}`
  if (typeof entry === 'number') return name
  if ('level' in entry && entry.level) return `${name} (level ${entry.level})`
  if ('sites' in entry && entry.sites) return `${name} (for ${entry.sites.length} sites)`
  if ('desks' in entry && entry.desks) return `${name} (for ${entry.desks.length} desks)`
  return name
}
