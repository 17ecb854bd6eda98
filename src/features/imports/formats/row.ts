import type { FieldName, GroupField } from '#src/features/users/fields/catalogue.ts'
import type { RoleWords } from '#src/features/users/fields/lists.ts'
import type { CustomTarget, FileField } from '../contract.ts'

/**
 * The fields that a cell can fill as text. Not here: what is named and looked up (site, PBX, roles, groups), what only
 * a superuser gives, what a tenant defines itself (`custom`), and every secret.
 */
export type ImportField = Exclude<
  FieldName,
  'site' | 'roles' | 'sipPbx' | GroupField | 'superuser' | 'sipPassword' | 'caldavSecret' | 'custom'
>

const isCustom = (field: FileField): field is CustomTarget => field.startsWith('custom.')

/** Which heading of the file feeds a field, so that an error can name the column as the person knows it. */
export type ColumnOf = Partial<Record<FileField, string>>

export type Fault = {
  readonly field: FileField
  readonly code: string
  readonly message: string
  /** The heading, where the fault is a column's that feeds no field. */
  readonly column?: string
}
export type SkillName = { readonly name: string; readonly level?: number }
export type GroupNames = {
  desks?: string[]
  tags?: string[]
  businessUnits?: string[]
  agentGroups?: string[]
  skills?: SkillName[]
}

/** One row of the file in our words: raw text, nothing checked, blank cells left out, groups and roles by their names. */
export type StagedRow = {
  readonly line: number
  readonly values: Partial<Record<ImportField, string>>
  readonly custom: Readonly<Record<CustomTarget, string>>
  readonly groups: GroupNames
  readonly site?: string
  readonly pbx?: string
  readonly roles?: readonly RoleWords[]
  readonly columnOf: Readonly<ColumnOf>
  /** Fields that a column of the file feeds and whose cell is empty here: to be left, or emptied, as the person chooses. */
  readonly blank: readonly FileField[]
  /** Fields that the file says to empty, by the token that its format has for it. */
  readonly clears: readonly FileField[]
  /** Fields whose value no cell holds: an e-mail made by the template, the e-mail as username. */
  readonly made: readonly FieldName[]
  /** What makes the row impossible already, seen while reading. */
  readonly faults: readonly Fault[]
  /** What the person should know though the row may go in. */
  readonly notes: readonly string[]
  /** What is to be said once for the whole file, because of this row. */
  readonly ofFile?: readonly string[]
}

/** A row while a format's readers fill it. */
export class RowDraft implements StagedRow {
  readonly values: Partial<Record<ImportField, string>> = {}
  readonly custom: Record<CustomTarget, string> = {}
  readonly groups: GroupNames = {}
  readonly faults: Fault[] = []
  readonly notes: string[] = []
  readonly ofFile: string[] = []
  readonly blank: FileField[] = []
  readonly clears: FileField[] = []
  readonly made: FieldName[] = []
  site?: string
  pbx?: string
  roles?: RoleWords[]
  readonly line: number
  /** One object for all rows of a file: which column feeds a field is the same for each. */
  readonly columnOf: ColumnOf
  /** The heading of the cell that is being read. */
  heading = ''
  readonly #aside = new Map<string, string>()

  constructor(line: number, columnOf: ColumnOf) {
    this.line = line
    this.columnOf = columnOf
  }

  /** The cell's value for a field; it wins over an earlier one unless it is blank. */
  set(field: ImportField, text: string) {
    this.from(field)
    if (text !== '') this.values[field] = text
  }

  /** The same for a field of the tenant's own. */
  own(field: CustomTarget, text: string) {
    this.from(field)
    if (text !== '') this.custom[field] = text
  }

  /** As `set`, where no other column has given the field yet. */
  offer(field: ImportField, text: string) {
    if (this.values[field] === undefined) this.set(field, text)
  }

  /** Leaves a field open after all. */
  forget(field: ImportField) {
    Reflect.deleteProperty(this.values, field)
  }

  /** Keeps a cell that says something only together with others, for the format's `finish`. */
  keep(what: string, text: string) {
    if (text !== '') this.#aside.set(what, text)
  }

  kept(what: string): string {
    return this.#aside.get(what) ?? ''
  }

  /** One more line of the notes. */
  remark(text: string) {
    this.set('notes', this.values.notes === undefined ? text : `${this.values.notes}\n${text}`)
  }

  place(spot: 'site' | 'pbx', name: string) {
    this.from(spot === 'pbx' ? 'sipPbx' : spot)
    if (name !== '') this[spot] = name
  }

  /** Roles by their names alone, or with the sites or desks that they are limited to. */
  give(roles: readonly (string | RoleWords)[]) {
    this.from('roles')
    const given = roles.map((role) => (typeof role === 'string' ? { name: role, sites: null, desks: null } : role))
    const all = [...(this.roles ?? []), ...given].map((role) => [JSON.stringify(role), role] as const)
    if (given.length > 0) this.roles = [...new Map(all).values()]
  }

  join(kind: Exclude<GroupField, 'skills'>, names: readonly string[]) {
    this.from(kind)
    if (names.length > 0) this.groups[kind] = [...new Set([...(this.groups[kind] ?? []), ...names])]
  }

  learn(skills: readonly SkillName[]) {
    this.from('skills')
    if (skills.length > 0) this.groups.skills = [...(this.groups.skills ?? []), ...skills]
  }

  refuse(field: FieldName, code: string, message: string) {
    this.from(field)
    this.faults.push({ field, code, message })
  }

  /** Refuses the row for what the cell itself says, such as an operation that no import does. */
  refuseColumn(code: string, message: string) {
    this.faults.push({ field: 'username', code, message, column: this.heading })
  }

  /** Whether the row gives the field anything. */
  has(field: FileField): boolean {
    if (isCustom(field)) return this.custom[field] !== undefined
    if (field === 'site' || field === 'roles') return this[field] !== undefined
    if (field === 'sipPbx') return this.pbx !== undefined
    return (
      (this.values as Record<string, unknown>)[field] !== undefined ||
      (this.groups as Record<string, unknown>)[field] !== undefined
    )
  }

  private from(field: FileField) {
    if (this.heading !== '') this.columnOf[field] ??= this.heading
  }
}
