/** A view of the users list is kept as the text of its address; a rule keeps whom it shows, and nothing of how. */
import { filterNames, type FilterName } from '../../users/contract/filters.ts'
import type { RulePeople } from '../contract.ts'

const isFilter = (key: string): key is FilterName => filterNames.includes(key as FilterName)

/** Undefined where the view shows everybody, and so is no rule. */
export function peopleOfView(query: string): RulePeople | undefined {
  const texts = [...new URLSearchParams(query)].filter(([, text]) => text !== '')
  const filters = Object.fromEntries(texts.filter(([key]) => isFilter(key)))
  const [, search] = texts.find(([key]) => key === 'q') ?? []
  if (Object.keys(filters).length === 0 && search === undefined) return undefined
  return { filters, ...(search === undefined ? {} : { search }) }
}

/** The address of the list that shows just these people. */
export const listOf = ({ search, filters }: RulePeople): Record<string, string> => ({
  ...(filters as Record<string, string>),
  ...(search === undefined ? {} : { q: search }),
})
