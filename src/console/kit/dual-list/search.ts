import { fold } from '#src/contract/text.ts'
import type { DualOption } from './dual-list-props.ts'

const folded = new WeakMap<DualOption, string>()

function textOf(option: DualOption): string {
  const known = folded.get(option)
  if (known !== undefined) return known
  const text = fold(option.group === undefined ? option.label : `${option.label} ${option.group}`)
  folded.set(option, text)
  return text
}

/** Those that hold every word of the search, whatever the case or accents. */
export function matching(options: readonly DualOption[], search: string): readonly DualOption[] {
  const words = fold(search).split(/\s+/u).filter(Boolean)
  return words.length === 0 ? options : options.filter((option) => words.every((word) => textOf(option).includes(word)))
}

export type OptionGroup = { readonly name: string | undefined; readonly options: readonly DualOption[] }

/** By group, in the order in which the groups first come. */
export function byGroup(options: readonly DualOption[]): OptionGroup[] {
  const groups = new Map<string | undefined, DualOption[]>()
  for (const option of options) {
    const group = groups.get(option.group)
    if (group) group.push(option)
    else groups.set(option.group, [option])
  }
  return [...groups].map(([name, those]) => ({ name, options: those }))
}
