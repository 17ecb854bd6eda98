import type { Target } from '../../../changes/contract/plans.ts'

/** Some people who can be exported: "37 selected", "12,430 matching". */
export type ExportScope = {
  readonly key: string
  readonly label: string
  readonly target: Target
  /** How many; undefined while that is being counted. */
  readonly count: number | undefined
}
export type ExportOffer = {
  readonly scopes: readonly ExportScope[]
  /** The columns of the list, by its own names, in their order. */
  readonly columns: readonly string[]
  /** As the list sorts. */
  readonly sort: string
}
