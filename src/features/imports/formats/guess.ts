import { definition } from '#src/features/users/fields/catalogue.ts'
import { columnTargets, type ColumnTarget as AnyTarget, type CustomTarget } from '../contract.ts'
import { closest } from '../reading/closest.ts'
import { isSecret } from '../reading/secrets.ts'
import { readerOf } from './fields.ts'
import type { Format, Reader } from './format.ts'
import { plain } from './rollcall.ts'
import { synonyms } from './synonyms.ts'
import { wordKey } from './words.ts'

type ColumnTarget = Exclude<AnyTarget, CustomTarget>
/** What a heading may mean, by its words: our own first, where a word stands for two fields. */
const meanings = new Map<string, ColumnTarget>()
const learn = (target: ColumnTarget, words: readonly string[]) => {
  for (const word of words.map(wordKey)) if (word !== '' && !meanings.has(word)) meanings.set(word, target)
}
learn('wholeName', ['Name', 'Full name'])
for (const target of columnTargets)
  if (target !== 'wholeName') learn(target, [target, definition(target).label, ...(definition(target).headings ?? [])])
for (const target of columnTargets) learn(target, synonyms[target]?.split(', ') ?? [])

/** What a heading means, or was meant to; null where nothing of ours is like it. Never for a heading of secrets. */
export function guessTarget(heading: string): ColumnTarget | null {
  const word = wordKey(heading)
  if (word === '' || plain.ignores?.includes(word) || isSecret(heading)) return null
  const near = meanings.has(word) ? word : closest(word, meanings.keys())
  return near === undefined ? null : (meanings.get(near) ?? null)
}

const readers = new Map<ColumnTarget, Reader>(columnTargets.map((target) => [target, readerOf(target)]))

/** Of several columns that seem to mean one field the first is read, and whoever says so exactly before who comes near. */
function match(header: readonly string[]): (Reader | undefined)[] {
  const targets = header.map(guessTarget)
  const exact = header.map((heading) => meanings.has(wordKey(heading)))
  const taker = (target: ColumnTarget) => {
    const said = targets.findIndex((each, cell) => each === target && exact[cell])
    return said < 0 ? targets.indexOf(target) : said
  }
  return targets.map((target, cell) => (target !== null && taker(target) === cell ? readers.get(target) : undefined))
}

/** A header that nobody knows, matched by what its headings are like; the person mends the rest. */
export const guess: Format = {
  name: 'guess',
  label: 'Unknown columns, matched by their headings',
  key: wordKey,
  matches: () => true,
  reads: {},
  match,
  ignores: plain.ignores ?? [],
}
