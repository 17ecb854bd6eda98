/** The filters of the list as options of a command: `--last-sign-in older:60d`. */
import type { Given, OptionDefinition } from '../../../server/command-line/command.ts'
import { filterNames, filters, type FilterName } from '../contract/filters.ts'

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export const filterOptions: Readonly<Record<string, OptionDefinition>> = Object.fromEntries(
  filterNames.map((name) => [
    dashed(name),
    { value: 'FILTER', says: `${filters[name].label}, as in the address of the list.` },
  ]),
)

/** The filters that were typed, in the text of the address. */
export const typedFilters = (given: Given): { [N in FilterName]?: string } =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const text = given.text(dashed(name))
      return text === undefined ? [] : [[name, text]]
    }),
  )
