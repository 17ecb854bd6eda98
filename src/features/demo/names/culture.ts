import { fold } from '#src/contract/text.ts'

/** A name as its bearers write it, and in the letters that sign-in names and addresses are made of. */
export type Name = { readonly written: string; readonly ascii: string }

/** Where names come from: enough to make people who could be met, and never a real person's data. */
export type Culture = {
  /** The first language of its people, BCP 47. */
  readonly language: string
  readonly women: readonly Name[]
  readonly men: readonly Name[]
  readonly families: readonly Name[]
  /** Where family names differ by sex (Kowalski, Kowalska). Same order as `families`. */
  readonly familiesOfWomen?: readonly Name[]
}

/** Reads `Ilze Иван=Ivan De_la_Cruz`: names apart by spaces, `=` before a spelling in ASCII, `_` for a space inside. */
export const names = ([text = '']: TemplateStringsArray): readonly Name[] => text.trim().split(/\s+/u).map(nameOf)

function nameOf(entry: string): Name {
  const [written = '', spelled] = entry.split('=')
  return { written: written.replaceAll('_', ' '), ascii: spelled ?? fold(written).replace(/[^a-z]/gu, '') }
}
