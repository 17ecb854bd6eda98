/**
 * Lists in one cell of a file, written and read the same way: `Sales; Support`, a skill with its level as `Spanish:4`, a role
 * with what it is limited to as `Manager (desks: Sales, Support)`. A name that could be taken for more than itself stands
 * in quotes, a quote in it twice.
 */
export type SkillWords = { readonly name: string; readonly level: number | null }
export type RoleWords = {
  readonly name: string
  readonly sites: readonly string[] | null
  readonly desks: readonly string[] | null
}

const SEPARATORS = /[;|\r\n]/
const LEVEL = /^(.*\S)\s*:\s*([1-5])$/u
/** The name of a role ends where its limits begin: one that has such a bracket itself stands in quotes. */
const LIMITS = /\((sites|desks):/u
const QUOTED = /^"(?:[^"]|"")*"$/u

const quotedWhere = (ambiguous: boolean, name: string) =>
  ambiguous || name.includes('"') || SEPARATORS.test(name) ? `"${name.replaceAll('"', '""')}"` : name

export const writeNames = (names: readonly string[]) => names.map((name) => quotedWhere(false, name)).join('; ')

export const writeSkills = (skills: readonly SkillWords[]) =>
  skills.map(({ name, level }) => quotedWhere(LEVEL.test(name), name) + (level === null ? '' : `:${level}`)).join('; ')

export const writeRoles = (roles: readonly RoleWords[]) =>
  roles
    .map(({ name, sites, desks }) => {
      const within = sites ? `sites: ${listed(sites)}` : desks ? `desks: ${listed(desks)}` : null
      return quotedWhere(LIMITS.test(name), name) + (within === null ? '' : ` (${within})`)
    })
    .join('; ')
const listed = (names: readonly string[]) => names.map((name) => quotedWhere(/[,()]/.test(name), name)).join(', ')

const QUOTED_NAME = /"(?:[^"]|"")*"/uy

/** The entries of a list, each as it was written; a separator between quotes is part of a name. */
export function splitEntries(text: string, separators = SEPARATORS): string[] {
  const entries: string[] = []
  let entry = ''
  // A quote opens a name only where a name can begin.
  let begins = true
  for (let at = 0; at < text.length;) {
    QUOTED_NAME.lastIndex = at
    const part: string = (begins && text[at] === '"' && QUOTED_NAME.exec(text)?.[0]) || text[at]!
    at += part.length
    const ends = part.length === 1 && separators.test(part)
    if (ends) entries.push(entry)
    entry = ends ? '' : entry + part
    begins = ends || (part.trim() === '' ? begins : /^[(,:]$/.test(part))
  }
  return [...entries, entry].map((each) => each.trim()).filter((each) => each !== '')
}

const nameOf = (entry: string) => (QUOTED.test(entry) ? entry.slice(1, -1).replaceAll('""', '"') : entry)

export const readNames = (text: string): string[] => splitEntries(text).map(nameOf)

export const readSkills = (text: string): SkillWords[] =>
  splitEntries(text).map((entry) => {
    const [, name, level] = (QUOTED.test(entry) ? null : LEVEL.exec(entry)) ?? []
    return name && level ? { name: nameOf(name), level: Number(level) } : { name: nameOf(entry), level: null }
  })

export const readRoles = (text: string): RoleWords[] =>
  splitEntries(text).map((entry) => {
    const { name, kind, within } = limitsOf(entry) ?? { name: entry }
    const names = within === undefined ? null : splitEntries(within, /,/).map(nameOf)
    return { name: nameOf(name), sites: kind === 'sites' ? names : null, desks: kind === 'desks' ? names : null }
  })

/** The name of an entry and what stands in its last brackets; null for a name alone. */
function limitsOf(entry: string): { name: string; kind: string; within: string } | null {
  QUOTED_NAME.lastIndex = 0
  const from = QUOTED_NAME.exec(entry)?.[0].length ?? 0
  const found = entry.endsWith(')') ? LIMITS.exec(entry.slice(from)) : null
  if (!found) return null
  const at = from + found.index
  const name = entry.slice(0, at).trim()
  const within = entry.slice(at + found[0].length, -1).trim()
  return name === '' || within === '' ? null : { name, kind: found[1]!, within }
}
