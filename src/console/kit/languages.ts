/** Languages by BCP 47 tag, named by the browser. */
import { fold } from '#src/contract/text.ts'

/** ISO 639-1, and the regional forms that callers ask for by name. Any other valid tag can be typed. */
const OFFERED =
  'af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no om or pa pl ps pt ro ru rw sd si sk sl so sq sr st su sv sw ta te tg th ti tk tl tn tr ts tt ug uk ur uz vi wo xh yi yo yue zh zu ' +
  'de-AT de-CH en-AU en-GB en-IN en-US es-419 es-AR es-ES es-MX fr-BE fr-CA fr-CH nl-BE pt-BR pt-PT sr-Latn zh-Hans zh-Hant'

const inEnglish = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })

export type Language = { readonly tag: string; readonly name: string; readonly own: string }

let known: readonly (Language & { readonly text: string })[] | undefined

/** "Portuguese (Brazil)" and its own name, "português (Brasil)"; the tag itself for what the browser cannot name. */
export function languageOf(tag: string): Language {
  try {
    const own = new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
    return { tag, name: inEnglish.of(tag) ?? tag, own }
  } catch {
    return { tag, name: tag, own: tag }
  }
}

/** By English name, own name or tag; a valid tag that is not in the list is offered as it stands. */
export function findLanguages(search: string): readonly Language[] {
  known ??= OFFERED.split(' ')
    .map(languageOf)
    .map((l) => ({ ...l, text: fold(`${l.name} ${l.own} ${l.tag}`) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const wanted = fold(search.trim())
  const found = known.filter((l) => l.text.includes(wanted)).sort((a, b) => rank(a, wanted) - rank(b, wanted))
  const typed = canonicalTag(search.trim())
  return typed === undefined || known.some((l) => l.tag === typed) ? found : [...found, languageOf(typed)]
}

const rank = (language: Language, wanted: string) =>
  fold(language.tag) === wanted ? 0 : fold(language.name).startsWith(wanted) ? 1 : 2

function canonicalTag(text: string): string | undefined {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})+$/i.test(text)) return undefined
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}
