import { unreadableFile } from '../../contract.ts'
import { readXml } from './xml.ts'
import type { Parts } from './zip.ts'

export type Sheet = { readonly name: string; readonly hidden: boolean; readonly part: string }
export type Book = {
  readonly sheets: readonly Sheet[]
  /** Days are counted from 1904, as old Macintosh programs did. */
  readonly from1904: boolean
  readonly strings: string | undefined
  readonly styles: string | undefined
}

type Relation = { readonly id: string; readonly kind: string; readonly part: string }

/** What a ZIP archive is that is no workbook, by a part that only it has. */
const otherArchives: readonly (readonly [string, string])[] = [
  ['xl/workbook.bin', 'a binary workbook (XLSB)'],
  ['word/document.xml', 'a Word document'],
  ['ppt/presentation.xml', 'a presentation'],
  ['content.xml', 'an OpenDocument file'],
  ['index/document.iwa', 'a Numbers or Pages document'],
]

/** Follows the relations from the archive's root to the sheets (ECMA-376, part 2). */
export async function readBook(parts: Parts): Promise<Book> {
  const root = (await relationsOf(parts, '')).find(({ kind }) => kind === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const bytes = root.endsWith('.bin') || !parts.names.has('[content_types].xml') ? undefined : parts.open(root)
  const other = otherArchives.find(([part]) => parts.names.has(part))?.[1]
  if (!bytes || other) {
    throw unreadableFile({
      detail: `The file is ${other ?? 'a ZIP archive'}, not a list of people. Save the list as XLSX, or as CSV in UTF-8.`,
    })
  }
  const relations = await relationsOf(parts, root)
  const sheets: Sheet[] = []
  let from1904 = false
  await readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const part = relations.find((each) => each.id === id && each.kind === 'worksheet')?.part
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      if (part !== undefined) sheets.push({ name: attributes['name'] ?? '', hidden, part })
    },
  })
  const partOf = (kind: string) => relations.find((each) => each.kind === kind)?.part
  return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') }
}

/** `../styles.xml` as seen from a folder; from the root where it begins with a slash. */
function resolve(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** What a part leans on; an empty name asks for the root of the archive. */
async function relationsOf(parts: Parts, part: string): Promise<Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const bytes = parts.open(`${folder}_rels/${part.slice(folder.length)}.rels`)
  const relations: Relation[] = []
  if (!bytes) return relations
  await readXml(bytes, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      relations.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), part: resolve(folder, Target) })
    },
  })
  return relations
}
