/** What would come of a row, as it is kept until it is run. */
import type { StagedPerson } from '../../users/service/create.ts'
import type { Wanted } from '../../users/service/edit-many.ts'
import type { RowProblem } from '../contract.ts'
import type { rowOutcomes } from '../contract/drafts.ts'
import type { Absent } from './names.ts'
import type { GroupNames } from '../formats/row.ts'

/** The fields of somebody new, or those that change; `pending` are groups that are made on the way. */
export type Wish = { readonly pending?: GroupNames | undefined } & (
  { readonly values: StagedPerson['values'] } | { readonly wanted: Wanted }
)

export type Outcome = {
  readonly line: number
  /** The user whom the row is about; an id of the row’s own where it is refused. */
  readonly userId: string
  readonly outcome: (typeof rowOutcomes)[number]
  readonly name: string
  readonly username?: string | undefined
  readonly notes: readonly string[]
  readonly wish?: Wish
  readonly problems?: readonly RowProblem[]
  /** What the row alone may have in its file, so that a mend of it is known to touch others. */
  readonly takes: readonly string[]
  /** Its form is right, whatever else is wrong with it. */
  readonly formed: boolean
  readonly adds?: Adds
}

/** What of a row's outcome is said of the file. */
export type Said = Pick<Outcome, 'line' | 'formed' | 'notes' | 'problems' | 'adds'>

/** What a row adds to what is said of the whole file. */
export type Adds = { readonly absent?: readonly Absent[]; readonly ofFile?: readonly string[] }
