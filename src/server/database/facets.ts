/** The numbers in `facets` and `traits` of the directory (migrations/0002): what a person belongs to, each `id * 8 + kind`. */

const KINDS = { group: 0, role: 1, queue: 2, mark: 7 } as const
export type FacetKind = keyof typeof KINDS

/** Ids beyond it would not fit; nothing has one, so they are asked for as 0, which nothing has either. */
const LARGEST = 2 ** 28 - 1

/** The facet of belonging to a thing, or of a mark. */
export const facetOf = (kind: FacetKind, id: number): number => (id > LARGEST ? 0 : id) * 8 + KINDS[kind]

const mark = (number: number) => facetOf('mark', number)
/** Marks of who belongs to nothing of a kind. */
export const withoutMarks = {
  desk: mark(11),
  skill: mark(12),
  tag: mark(13),
  business_unit: mark(14),
  agent_group: mark(15),
  role: mark(16),
  queue: mark(17),
} as const
