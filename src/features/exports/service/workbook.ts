/** The parts of a workbook around its rows (ECMA-376, part 1). */
import type { Entry } from './zip.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** In characters of the usual font. */
const NARROW = 14
const WIDE = 44
/** Columns whose cells are lists or sentences. */
const LONG = /^(roles|skills|desks|tags|queues|notes|business units|agent groups|e-mail|oauth e-mail|id)$/i

/** A, B … Z, AA … of columns counted from 0. */
export function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}

/** Cell styles, by their places in `STYLES`. */
export const cellStyles = { text: '1', heading: '2' } as const
/** Text (number format 49) on all cells, so that what is typed into them later stays as it is typed; headings are bold. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`

/** The sheet up to its rows: the headings stay in sight, and each column is about as wide as what it holds. */
export function beginSheet(headings: readonly string[]): string {
  const widths = headings.map((heading, i) => {
    const width = LONG.test(heading) ? WIDE : Math.max(NARROW, heading.length + 2)
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${cellStyles.text}" customWidth="1"/>`
  })
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData>`
  )
}

/** Numbers are meant to be text here: no cell is marked as a mistake for it. */
export const endSheet = (columns: number, rows: number): string =>
  `</sheetData><ignoredErrors><ignoredError sqref="A1:${lettersOf(columns - 1)}${rows}" numberStoredAsText="1"/></ignoredErrors></worksheet>`

/** What makes a workbook of these sheets, of which `xl/worksheets/sheet1.xml` and so on are written already. */
export function workbookParts(sheets: readonly string[]): Entry[] {
  const each = (say: (name: string, number: number) => string) => sheets.map((name, i) => say(name, i + 1)).join('')
  const parts: Readonly<Record<string, string>> = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((name, i) => `<sheet name="${name}" sheetId="${i}" r:id="rId${i}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${each((_, i) => `<Relationship Id="rId${i}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i}.xml"/>`)}<Relationship Id="rId0" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each((_, i) => `<Override PartName="/xl/worksheets/sheet${i}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
  }
  const entries = Object.entries(parts).map(([name, xml]) => ({ name, text: [HEAD + xml] }))
  return [...entries, { name: 'xl/styles.xml', text: [STYLES] }]
}
