import { clockIn, offsetMinutes, sayOffset } from '#src/console/kit/time.ts'

const languages = new Intl.DisplayNames('en', { type: 'language' })

/** "Latvian, Brazilian Portuguese" */
export const languageNames = (tags: readonly string[]) => tags.map((tag) => languages.of(tag) ?? tag).join(', ')

/** "Europe/Riga, 14:05 there (UTC+2)" */
export function zoneNow(zone: string, now = new Date()) {
  return `${zone.replaceAll('_', ' ')}, ${clockIn(zone, now)} there (${sayOffset(offsetMinutes(zone, now))})`
}
