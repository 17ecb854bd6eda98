import { clockIn, offsetMinutes, sayOffset } from '#src/console/kit/time.ts'
import { languageName } from '../../fields/language-names.ts'

/** "Latvian, Brazilian Portuguese" */
export const languageNames = (tags: readonly string[]) => tags.map(languageName).join(', ')

/** "Europe/Riga, 14:05 there (UTC+2)" */
export function zoneNow(zone: string, now = new Date()) {
  return `${zone.replaceAll('_', ' ')}, ${clockIn(zone, now)} there (${sayOffset(offsetMinutes(zone, now))})`
}
