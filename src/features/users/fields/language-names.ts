const inEnglish = new Intl.DisplayNames('en', { type: 'language' })

/** "Brazilian Portuguese" for `pt-BR`. A tag with an extension or a private part has no name in CLDR and stands as it is. */
export function languageName(tag: string): string {
  try {
    return inEnglish.of(tag) ?? tag
  } catch {
    return tag
  }
}
