/** Saving an edit: what others changed meanwhile is merged and saved again; what cannot be merged is handed back. */
import { call } from '#src/console/api.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { editUser, readUser } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'
import type { FieldName } from '../../fields/catalogue.ts'
import { changedFields, patchOf } from './changes.ts'
import type { Conflict } from './conflict-dialog.tsx'
import { merge } from './merge.ts'
import { valuesOf, type FormValues } from './values.ts'
import { whoChanged, type Changers } from './who-changed.ts'

export type Saved = { readonly user: User; readonly etag: string | null }

export type SaveResult =
  | {
      readonly kind: 'saved'
      readonly now: Saved
      readonly changed: readonly FieldName[]
      /** Fields of others that were kept together with ours. */ readonly merged: readonly FieldName[]
      readonly changers: Changers
    }
  | { readonly kind: 'conflict'; readonly now: Saved; readonly conflict: Conflict }
  | { readonly kind: 'refused'; readonly document: ProblemDocument }

/** Races are lost at most so often; each time the other one's edit is in. */
const TRIES = 3

/** Saves `mine`, which was typed over `from`. */
export async function saveEdit(from: Saved, mine: FormValues): Promise<SaveResult> {
  let base = from
  let wanted = mine
  let merged: readonly FieldName[] = []
  for (let tries = 1; ; tries += 1) {
    const before = valuesOf(base.user)
    const body = patchOf(before, wanted)
    const outcome = await call(editUser, { params: { id: from.user.id }, body }, { ifMatch: base.etag ?? undefined })
    if (outcome.ok) {
      const changers = merged.length > 0 ? await whoChanged(from.user.id) : {}
      return {
        kind: 'saved',
        now: { user: outcome.answer, etag: outcome.etag },
        changed: changedFields(before, wanted),
        merged,
        changers,
      }
    }
    if (outcome.problem !== 'changed-meanwhile' || tries === TRIES)
      return { kind: 'refused', document: outcome.document }
    const now = await call(readUser, { params: { id: from.user.id } })
    if (!now.ok) return { kind: 'refused', document: now.document }
    const theirs = valuesOf(now.answer)
    const together = merge(before, wanted, theirs)
    base = { user: now.answer, etag: now.etag }
    if (together.conflicts.length > 0) {
      return {
        kind: 'conflict',
        now: base,
        conflict: { base: before, mine: wanted, theirs, merged: together, changers: await whoChanged(from.user.id) },
      }
    }
    merged = [...new Set([...merged, ...together.theirs])]
    wanted = together.values
  }
}
