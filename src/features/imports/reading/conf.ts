import type { Decoded } from './decode.ts'
import { Records } from './records.ts'
import type { Table } from './table.ts'

/** What is read of the beginning to know a configuration file of Asterisk. */
const HEAD_BYTES = 64 * 1024

/** A section in brackets alone on a line, and below it `key = value`. */
export function isConf(utf8: Buffer): boolean {
  const lines = [...linesOf(utf8.toString('utf8', 0, HEAD_BYTES))]
  const first = lines[0]?.text ?? ''
  return SECTION.test(first) && lines.some(({ text }) => SETTING.test(text))
}

const SECTION = /^\[([^\]"{}]+)\]\s*(\(.*\))?$/u
const SETTING = /^([\w-]+)\s*=>?\s*(.*)$/u

/**
 * The sections of a configuration file of Asterisk (users.conf), one row each under their name in the column `section`. What
 * `[general]` says holds for all, and what a template says for those that name it.
 */
export function readConf({ utf8, encoding }: Decoded): Table {
  const records = new Records()
  const templates = new Map<string, Map<string, string>>([['general', new Map()]])
  let open: { line: number; values: Map<string, string>; isTemplate: boolean } | undefined
  const close = () => {
    if (open && !open.isTemplate)
      records.take({ line: open.line, values: new Map([...(templates.get('general') ?? []), ...open.values]) })
  }
  for (const { text, line } of linesOf(utf8.toString('utf8'))) {
    const [section, name = '', options = ''] = SECTION.exec(text) ?? []
    if (section === undefined) {
      const [setting, key = '', value = ''] = SETTING.exec(text) ?? []
      if (setting !== undefined) open?.values.set(key.toLowerCase(), value.trim())
      continue
    }
    close()
    const words = options
      .slice(1, -1)
      .split(',')
      .map((word) => word.trim())
    const values = new Map(words.flatMap((word) => [...(templates.get(word) ?? [])]))
    open = { line, values, isTemplate: name === 'general' || words.includes('!') }
    if (open.isTemplate) templates.set(name, values)
    else values.set('section', name)
  }
  close()
  return records.table({ kind: 'conf', encoding, notes: [] })
}

/** Lines without their comments, which begin with `;` or stand between `;--` and `--;`. */
function* linesOf(text: string): Generator<{ text: string; line: number }> {
  let aside = false
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const ends = aside && raw.includes('--;')
    const begins = !aside && /;--(?!-)/.test(raw) && !raw.slice(raw.indexOf(';--')).includes('--;')
    const bare = (aside ? (ends ? raw.slice(raw.indexOf('--;') + 3) : '') : raw).replace(/(?<!\\);.*$/u, '').trim()
    if (ends) aside = false
    if (begins) aside = true
    if (bare !== '') yield { text: bare.replaceAll('\\;', ';'), line: index + 1 }
  }
}
