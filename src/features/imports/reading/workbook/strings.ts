import { tooLarge } from '#src/contract/problem.ts'
import { limits } from '../limits.ts'
import { readXml } from './xml.ts'

/** What spreadsheets write for characters that XML has none for: `_x000D_` (ECMA-376, ST_Xstring). */
export const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** @throws tooLarge (a cell past its limit) */
export function longer(text: string, more: string): string {
  if (text.length + more.length > limits.cellCharacters)
    throw tooLarge({ detail: `A cell of the workbook is longer than ${limits.cellCharacters / 1024} kB.` })
  return text + more
}

/** The texts that cells point at by their place; of rich text its runs together, and no furigana. */
export async function readStrings(bytes: AsyncIterable<Buffer> | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!bytes) return strings
  let text = ''
  let aside = false
  await readXml(bytes, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') aside = true
    },
    close: (name, own) => {
      if (name === 't' && !aside) text = longer(text, own)
      else if (name === 'rPh') aside = false
      else if (name === 'si') {
        strings.push(unescaped(text))
        if (strings.length > limits.strings)
          throw tooLarge({
            detail: `The workbook has more than ${limits.strings.toLocaleString('en')} different texts. Split it into several files.`,
          })
      }
    },
  })
  return strings
}
