import type { ReactNode } from 'react'

export type DualOption = {
  readonly id: number
  readonly label: string
  /** Entries of one group stand together under its heading. */
  readonly group?: string
  /** Why it cannot be moved: "Only a superuser may give this role". */
  readonly lockedWhy?: string
}

export type DualListProps = {
  /** What is chosen: "Skills". */
  label: string
  /** The id, for an error summary. */
  name: string
  options: readonly DualOption[]
  selected: readonly number[]
  onChange: (selected: number[]) => void
  /** Level 1 to 5 of selected entries, by id; given together with `onLevel`. */
  levels?: Readonly<Record<number, number>>
  onLevel?: (id: number, level: number | null) => void
  /** Where there are more than can be held at once: how many in all, and how to ask for those that a search finds. */
  more?: { readonly total: number; readonly onSearch: (text: string) => void }
  required?: boolean
  help?: ReactNode
  error?: ReactNode
}

export type Move = (ids: readonly number[], where: 'selected' | 'available') => void

/** What either form of the control, wide or narrow, is given. */
export type ListProps = DualListProps & { chosen: ReadonlySet<number>; move: Move }

export const LEVELS = [1, 2, 3, 4, 5] as const
