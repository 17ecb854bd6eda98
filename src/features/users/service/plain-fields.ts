/** The fields of a person that an edit writes as they are: columns of the row, numbers and secrets. */
import { signInKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import type { UserPatch } from '../contract/user.ts'
import type { FieldValues } from '../fields/catalogue.ts'
import {
  columns,
  isColumnField,
  plainFields,
  secretKinds,
  type PlainColumns,
  type SecretField,
} from '../sql/columns.ts'
import { derive } from '../sql/derived.ts'
import * as statements from '../sql/people.ts'
import { renameSignIns, rewritePeople } from '../sql/rewriting.ts'
import type { WholePersonRow } from '../sql/rows.ts'
import { secretPlace, withoutNulls } from './create.ts'
import { numbersOf, retakeNumbers, takeNumbers } from './numbers.ts'

export type Values = Partial<FieldValues>
/** By field: what it was and what it is. */
export type Changes = Record<string, readonly [unknown, unknown]>
const NUMBERS = ['sipExtension', 'sipPbx', 'virtualExtension']

export const current = (row: PlainColumns): Values =>
  Object.fromEntries(plainFields.map((field) => [field, row[columns[field]]]))

/** The person's fields with the changes made. */
export const afterwards = (before: Values, changes: Changes): Values => ({
  ...before,
  ...Object.fromEntries(Object.entries(changes).map(([field, [, after]]) => [field, after])),
})

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Fields of the patch that are columns and differ from what is there. Custom fields are merged key by key. */
export function plainChanges(before: Values, patch: Omit<UserPatch, 'roles'>): Changes {
  const changes: Changes = {}
  for (const [field, value] of Object.entries(patch)) {
    if (!isColumnField(field) || field === 'site' || field === 'superuser') continue
    const after = field === 'custom' ? withoutNulls({ ...before.custom, ...(value as object) }) : value
    if (!same(before[field], after)) changes[field] = [before[field] ?? null, after]
  }
  return changes
}

export async function writePlain(ctx: Context, trx: Trx, row: WholePersonRow, changes: Changes): Promise<void> {
  const { tenantId } = ctx.actor
  if (Object.keys(changes).length === 0) return
  const written = Object.fromEntries(
    Object.entries(changes).map(([f, [, after]]) => [
      columns[f as keyof typeof columns],
      f === 'custom' ? JSON.stringify(after) : after,
    ]),
  )
  const person = { ...row, ...written } as WholePersonRow
  await statements.updatePerson(trx, tenantId, row.id, { ...written, ...derive(person) })
  await statements.renameSignIn(
    trx,
    tenantId,
    row.id,
    signInKey(row.username),
    signInKey(person.username),
    signInKey(row.email),
  )
  if (NUMBERS.some((field) => field in changes))
    await retakeNumbers(trx, tenantId, row.id, afterwards(current(row), changes))
}

type Plain = PlainColumns & { readonly id: string }

/** The same for many, each with changes of their own; their rows are locked already. */
export async function writePlainOfMany(
  ctx: Context,
  trx: Trx,
  people: readonly { readonly row: Plain; readonly changes: Changes }[],
): Promise<void> {
  const { tenantId } = ctx.actor
  const written = people.filter(({ changes }) => Object.keys(changes).length > 0)
  if (written.length === 0) return
  const rows = written.map(({ row, changes }) => ({ before: row, after: withChanges(row, changes) }))
  await rewritePeople(
    trx,
    tenantId,
    rows.map(({ after }) => after),
  )
  await renameSignIns(
    trx,
    tenantId,
    rows.flatMap(({ before, after }) => {
      const names = { id: before.id, before: signInKey(before.username), after: signInKey(after.username) }
      return names.before === names.after ? [] : [names]
    }),
  )
  const renumbered = written.filter(({ changes }) => NUMBERS.some((field) => field in changes))
  if (renumbered.length === 0) return
  await statements.deleteExtensions(
    trx,
    tenantId,
    renumbered.map(({ row }) => row.id),
  )
  const numbers = renumbered.flatMap(({ row, changes }) => numbersOf(row.id, afterwards(current(row), changes)))
  await takeNumbers(trx, tenantId, numbers)
}

const withChanges = (row: Plain, changes: Changes): Plain => ({
  ...row,
  ...Object.fromEntries(Object.entries(changes).map(([f, [, after]]) => [columns[f as keyof typeof columns], after])),
})

/** Secrets, each sealed into its own row. The person's own row goes up a version: an edit in another window must know. */
export async function writeSecrets(ctx: Context, trx: Trx, id: string, patch: UserPatch): Promise<Changes> {
  const changes: Changes = {}
  for (const field of Object.keys(secretKinds) as SecretField[]) {
    const plain = patch[field]
    if (plain === undefined) continue
    const kind = secretKinds[field]
    if (plain === null) await statements.deleteSecret(trx, ctx.actor.tenantId, id, kind)
    else
      await statements.putSecrets(trx, ctx.actor.tenantId, [
        { userId: id, kind, sealed: ctx.keyring.seal(plain, secretPlace(id, kind)) },
      ])
    // Redacted where history is written: only that it changed is kept.
    changes[field] = ['', plain ?? '']
  }
  if (Object.keys(changes).length > 0) await statements.updatePerson(trx, ctx.actor.tenantId, id, {})
  return changes
}
