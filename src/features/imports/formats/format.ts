import type { RowDraft } from './row.ts'

/** Takes one cell, trimmed and perhaps empty, into the row. */
export type Reader = (text: string, row: RowDraft) => void

/** The trimmed cell of a column by its key; undefined where the file has no such column. */
export type CellOf = (key: string) => string | undefined

/**
 * How the file of one system becomes rows of ours. One format, one file in this folder, one entry in `recognise.ts`.
 * A column that `reads` does not name is never looked at: that is how passwords stay in the file.
 */
export type Format = {
  readonly name: string
  readonly label: string
  /** What a heading is compared as. Unless told: trimmed, in lower case. */
  readonly key?: (heading: string) => string
  /** Whether a header with these keys, in whatever order, is this format's. */
  readonly matches: (keys: ReadonlySet<string>) => boolean
  readonly reads: Readonly<Record<string, Reader>>
  /** What reads each column, where that is told by the whole header and not by `reads`. */
  readonly match?: (header: readonly string[]) => readonly (Reader | undefined)[]
  /** Columns that are known and say nothing of ours. */
  readonly ignores?: readonly string[]
  /** The system writes more cells than headings, and they mean nothing. */
  readonly surplusCells?: 'expected'
  /** What such a cell says is that the field be emptied; a blank cell need not. */
  readonly clearToken?: string
  /** What is written for nothing, such as `NULL`. */
  readonly blanks?: readonly string[]
  /** Why a row is nobody (“service accounts of the dialer”); undefined for people. */
  readonly leavesOut?: (cell: CellOf) => string | undefined
  /** What is told from several cells together, once all are read. */
  readonly finish?: (row: RowDraft) => void
}

export const plainKey = (heading: string) => heading.trim().toLowerCase()

export const hasAll =
  (...needed: string[]) =>
  (keys: ReadonlySet<string>) =>
    needed.every((key) => keys.has(key))

export const hasOneOf =
  (...any: string[]) =>
  (keys: ReadonlySet<string>) =>
    any.some((key) => keys.has(key))
