import { setImmediate as breathe } from 'node:timers/promises'
import type { Decoded } from './decode.ts'
import { linesOf, type Line } from './lines.ts'
import { Records } from './records.ts'
import type { Table } from './table.ts'

/** What is read of the beginning to know a configuration file of Asterisk. */
const HEAD_BYTES = 64 * 1024

/** A section in brackets alone on a line, and below it `key = value`. */
export function isConf(utf8: Buffer): boolean {
  const lines = [...bareLines(utf8.toString('utf8', 0, HEAD_BYTES))].filter((each) => each !== null)
  const first = lines[0]?.text ?? ''
  return SECTION.test(first) && lines.some(({ text }) => SETTING.test(text))
}

const SECTION = /^\[([^\]"{}]+)\]\s*(\(.*\))?$/u
const SETTING = /^([\w-]+)\s*=>?\s*(.*)$/u

/**
 * The sections of a configuration file of Asterisk (users.conf), one row each under their name in the column `section`. What
 * `[general]` says holds for all, and what a template says for those that name it.
 */
export async function readConf({ utf8, encoding }: Decoded): Promise<Table> {
  const records = new Records()
  const templates = new Map<string, Map<string, string>>([['general', new Map()]])
  let open: { line: number; values: Map<string, string>; isTemplate: boolean } | undefined
  const close = () => {
    if (open && !open.isTemplate)
      records.take({ line: open.line, values: new Map([...(templates.get('general') ?? []), ...open.values]) })
  }
  for (const each of bareLines(utf8.toString('utf8'))) {
    if (!each) {
      await breathe()
      continue
    }
    const { text, line } = each
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
function* bareLines(text: string): Generator<Line | null> {
  let aside = false
  for (const each of linesOf(text)) {
    if (!each) {
      yield null
      continue
    }
    const ends = aside && each.text.includes('--;')
    const raw = ends ? each.text.slice(each.text.indexOf('--;') + 3) : aside ? '' : each.text
    if (ends) aside = false
    const opening = raw.search(/;--(?!-)/)
    if (opening >= 0 && !raw.includes('--;', opening)) aside = true
    const bare = raw.replace(/(?<!\\);.*$/u, '').trim()
    if (bare !== '') yield { text: bare.replaceAll('\\;', ';'), line: each.line }
  }
}
