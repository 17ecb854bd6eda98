import { readXml } from './xml.ts'

/** How a number is shown: as a date, or with zeros in front up to so many digits. */
export type NumberStyle = { readonly date?: true; readonly digits?: number }

/** Formats of ECMA-376, 18.8.30, that every program has and no file spells out, and that are dates or times. */
const builtInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** No code of a spreadsheet is longer. */
const LONGEST = 255

function styleOf(code: string): NumberStyle {
  const bare = code
    .slice(0, LONGEST)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/^0{2,}$/.test(bare)) return { digits: bare.length }
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) ? { date: true } : {}
}

/** The styles of cells, by the number that a cell names. */
export async function readStyles(bytes: AsyncIterable<Buffer> | undefined): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = []
  if (!bytes) return styles
  const codes = new Map<number, string>()
  let ofCells = false
  await readXml(bytes, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '')
      else if (name === 'cellXfs') ofCells = true
      else if (name === 'xf' && ofCells) {
        const id = Number(numFmtId ?? 0)
        const code = codes.get(id)
        styles.push(code !== undefined ? styleOf(code) : builtInDate(id) ? { date: true } : {})
      }
    },
    close: (name) => {
      if (name === 'cellXfs') ofCells = false
    },
  })
  return styles
}
