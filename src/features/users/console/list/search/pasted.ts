/** Lists that people bring along: usernames, e-mails or extensions from a spreadsheet, a mail or a ticket. */
import { MOST_PEOPLE } from '../../../contract/filters.ts'

const LONGEST = 254

/** The values of a list, each once; the same whatever their case. At most a thousand. */
export function valuesOf(text: string): readonly string[] {
  const values = new Map<string, string>()
  for (const part of text.split(/[\n\r\t,;]+/u)) {
    // Mail programs write `Ana Lind <ana@example.com>`.
    const value = (/<([^<>\s]+@[^<>\s]+)>/.exec(part)?.[1] ?? part).trim()
    if (value !== '' && value.length <= LONGEST && !values.has(value.toLowerCase()))
      values.set(value.toLowerCase(), value)
  }
  return [...values.values()].slice(0, MOST_PEOPLE)
}

/** The values of what was pasted into the search, where it is a list and not a text: "Lind, Ana" is somebody's name. */
export function pastedList(text: string): readonly string[] | null {
  const values = valuesOf(text)
  if (values.length < 2) return null
  const lines = /[^\s][\n\r\t;]+[^\s]/u.test(text)
  return lines || values.every((value) => /[@\d]/.test(value)) ? values : null
}
