/** What was typed and not saved yet, kept in this browser for the person who typed it. Never a secret (S23). */
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { changedFields } from './changes.ts'
import type { FormValues } from './values.ts'

export type DraftPlace = {
  readonly tenant: number
  readonly me: string
  /** The user who is edited, or `new`. */ readonly user: string
}
export type Draft = { /** Milliseconds since 1970. */ readonly at: number; readonly values: FormValues }

const KEPT_MS = 7 * 86_400_000
const keyOf = ({ tenant, me, user }: DraftPlace) => `rollcall-draft:${tenant}:${me}:${user}`

/** Keeps the changed fields; without any, there is nothing to keep. */
export function keepDraft(place: DraftPlace, before: FormValues, after: FormValues, now: number): void {
  const names = changedFields(before, after).filter((name) => !definition(name).writeOnly)
  if (names.length === 0) return dropDraft(place)
  const draft: Draft = {
    at: now,
    values: Object.fromEntries(names.map((name) => [name, after[name] ?? null])),
  }
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(draft))
  } catch {
    // Storage is blocked or full: leaving the page still asks.
  }
}

/** A draft of the last seven days that still differs from what is saved. */
export function recallDraft(place: DraftPlace, before: FormValues, now: number): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null') as Draft | null
    if (!draft || now - draft.at > KEPT_MS) return null
    return differing(before, draft).length > 0 ? draft : null
  } catch {
    return null
  }
}

/** The fields in which a draft differs from what is saved. */
export const differing = (before: FormValues, draft: Draft): FieldName[] =>
  changedFields(before, { ...before, ...draft.values })

export function dropDraft(place: DraftPlace): void {
  try {
    localStorage.removeItem(keyOf(place))
  } catch {
    // Storage is blocked: nothing was kept there.
  }
}
