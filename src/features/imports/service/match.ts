/** Whom a row means among those who are there: by the key that the person chose, never by name (BULK-6). */
import { signInKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { definition, type FieldName } from '../../users/fields/catalogue.ts'
import type { ImportKey, ImportOptions } from '../contract.ts'
import type { Fault, StagedRow } from '../formats/row.ts'
import { selectByColumn, selectByExtension, type FoundNumber } from '../sql/matching.ts'
import type { Names } from './names.ts'

/** The user whom a row means, or why it means nobody; `twin` where another row means the same user. */
export type Match = { readonly userId: string } | { readonly fault: Fault; readonly twin?: string }
/** By line. Rows without an entry become new users. */
export type Matches = ReadonlyMap<number, Match>

/** So many keys are asked about at once. */
const ASKED = 5000

/**
 * @param options with a key, unless the mode is to create
 * @param firstLineOf where a user is meant first by rows that are not looked at now, if by any
 */
export async function matchPeople(
  ctx: Context,
  rows: readonly StagedRow[],
  { mode = 'create', key }: ImportOptions,
  names: Names,
  firstLineOf: (userId: string) => number | undefined = () => undefined,
): Promise<Matches> {
  if (mode === 'create' || key === undefined) return new Map()
  const whom = await lookUp(ctx, key, rows, names)
  const matches = new Map<number, Match>()
  const lines = new Map<string, number>()
  for (const row of rows) {
    const text = keyOf(key, row)
    const found = text === undefined ? [] : whom(row, text)
    const [userId, ...others] = found
    const earlier = userId === undefined ? undefined : first(lines.get(userId), firstLineOf(userId), row.line)
    const fault = (code: string, message: string, twin?: string) =>
      matches.set(row.line, { fault: { field: fieldOf[key], code, message }, ...(twin ? { twin } : {}) })
    if (text === undefined) fault('key-blank', `The row has no ${say(key)}, by which users are matched. Give one.`)
    else if (others.length > 0)
      fault('several', `${found.length} users have the ${say(key)} “${text}”. Match by another key.`)
    else if (earlier !== undefined) fault('twice', `Line ${earlier} is about the same user.`, userId)
    else if (userId !== undefined) {
      lines.set(userId, row.line)
      matches.set(row.line, { userId })
    } else if (mode === 'update') fault('nobody', `None of your users has the ${say(key)} “${text}”.`)
  }
  return matches
}

/** The first of two lines that stands before a third. */
function first(one: number | undefined, other: number | undefined, before: number): number | undefined {
  const line = Math.min(one ?? Infinity, other ?? Infinity)
  return line < before ? line : undefined
}

const fieldOf = {
  ...{ externalId: 'externalId', username: 'username', email: 'email', extension: 'sipExtension' },
} as const satisfies Record<ImportKey, FieldName>

const say = (key: ImportKey): string => {
  const { label } = definition(fieldOf[key])
  return key === 'externalId' ? label : label.toLowerCase()
}

/** What stands in the row's own cells; an e-mail that a template made matches nobody. */
function keyOf(key: ImportKey, { values, made }: StagedRow): string | undefined {
  if (key === 'extension') return values.sipExtension ?? values.virtualExtension
  return made.includes(key) ? undefined : values[key]
}

type LookUp = (row: StagedRow, text: string) => string[]

async function lookUp(ctx: Context, key: ImportKey, rows: readonly StagedRow[], names: Names): Promise<LookUp> {
  const canonical = (text: string) => (key === 'username' || key === 'email' ? signInKey(text) : text)
  const keys = [...new Set(rows.flatMap((row) => keyOf(key, row) ?? []).map(canonical))]
  const sight = visibleUsers(ctx.actor, 'users.read')
  const found: FoundNumber[] = []
  for (let from = 0; from < keys.length; from += ASKED) {
    const asked = { tenantId: ctx.actor.tenantId, sight, keys: keys.slice(from, from + ASKED) }
    if (key === 'extension') found.push(...(await selectByExtension(ctx.db, asked)))
    else found.push(...(await selectByColumn(ctx.db, key, asked)).map((one) => ({ ...one, pbx: 0, virtual: true })))
  }
  const byKey = Map.groupBy(found, (one) => one.key)
  return (row, text) => {
    // An extension is somebody's on one PBX; a virtual one is theirs on each.
    const pbx = key === 'extension' ? names.pbxOf(row.pbx) : undefined
    const those = (byKey.get(canonical(text)) ?? []).filter(
      (one) => pbx === undefined || one.virtual || one.pbx === pbx,
    )
    return [...new Set(those.map(({ userId }) => userId))]
  }
}
