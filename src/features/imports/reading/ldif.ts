import { isUtf8 } from 'node:buffer'
import { setImmediate as breathe } from 'node:timers/promises'
import { unreadableFile } from '../contract.ts'
import type { Decoded } from './decode.ts'
import { limits } from './limits.ts'
import { linesOf, type Line } from './lines.ts'
import { Records } from './records.ts'
import { isSecret } from './secrets.ts'
import type { Table } from './table.ts'

const HEAD_BYTES = 64 * 1024

/** LDIF begins, after comments, with its version or with an entry's name. */
export function isLdif(utf8: Buffer): boolean {
  for (const each of unfolded(utf8.toString('utf8', 0, HEAD_BYTES)))
    if (each && each.text.trim() !== '') return /^(?:version: *\d+ *$|dn::? *\S)/i.test(each.text)
  return false
}

type Entry = { readonly line: number; readonly values: Map<string, string[]> }

/**
 * The people among the entries of an LDIF file (RFC 2849); groups, units and machines are counted and left out. Of an
 * attribute with several values all are kept, apart by line breaks; binary ones and what is longer than a cell are not.
 * @throws unreadableFile (not LDIF, changes instead of entries, a value behind an address), tooLarge
 */
export async function readLdif({ utf8, encoding }: Decoded): Promise<Table> {
  const records = new Records()
  let others = 0
  for (const entry of entriesOf(utf8.toString('utf8'))) {
    if (!entry) await breathe()
    else if (!isPerson(entry)) others += 1
    else
      records.take({
        line: entry.line,
        values: new Map([...entry.values].map(([name, all]) => [name, all.join('\n')])),
      })
  }
  if (records.count === 0)
    throw unreadableFile({
      detail: `The file has no people; what it has are ${others.toLocaleString('en')} other entries, such as groups and units.`,
    })
  const notes =
    others === 0 ? [] : [`${others} ${others === 1 ? 'entry is' : 'entries are'} no people and were left out.`]
  return records.table({ kind: 'ldif', encoding, notes })
}

/** Lines put together again that were folded; those of comments are passed over. What is far too long is cut. */
function* unfolded(text: string): Generator<Line | null> {
  let held: { text: string; line: number } | undefined
  for (const each of linesOf(text)) {
    if (!each) yield null
    else if (each.text.startsWith(' ') && held) {
      if (held.text.length <= limits.rowBytes) held.text += each.text.slice(1)
    } else {
      if (held && !held.text.startsWith('#')) yield held
      held = { ...each }
    }
  }
  if (held && !held.text.startsWith('#')) yield held
}

function* entriesOf(text: string): Generator<Entry | null> {
  let entry: Entry | undefined
  for (const each of unfolded(text)) {
    if (!each) yield null
    else if (each.text.trim() === '') {
      if (entry) yield entry
      entry = undefined
    } else {
      const { name, value } = attributeOf(each)
      if (!entry && name === 'dn') entry = { line: each.line, values: new Map() }
      if (entry) add(entry, name, value)
      else if (!AROUND.includes(name))
        throw unreadableFile({ detail: `The entry on line ${each.line} does not begin with its name (dn).` })
    }
  }
  if (entry) yield entry
}

/** What programs write between entries: the version, and what a search came to. */
const AROUND = ['version', 'search', 'result', 'ref']

function add({ values }: Entry, name: string, value: string | undefined) {
  if (value === undefined) return
  const known = values.get(name)
  if (known) known.push(value)
  else values.set(name, [value])
}

/** The value is undefined where it is a secret, no text, or too long to be one of ours. */
function attributeOf({ text, line }: Line): { name: string; value: string | undefined } {
  const [whole, description = '', mark, rest = ''] = /^([A-Za-z][\w.-]*(?:;[\w-]+)*):([:<]?) *(.*)$/su.exec(text) ?? []
  const name = description.toLowerCase()
  if (whole === undefined) throw unreadableFile({ detail: `Line ${line} is not LDIF, which says “attribute: value”.` })
  if (name === 'changetype')
    throw unreadableFile({
      detail: `Line ${line} asks for a change (changetype). Export the entries themselves, not a list of changes.`,
    })
  if (isSecret(name)) return { name, value: '' }
  if (mark === '<')
    throw unreadableFile({ detail: `Line ${line} points at a value elsewhere (:<), which is never fetched.` })
  if (text.length > limits.rowBytes || name.split(';').includes('binary')) return { name, value: undefined }
  const value = mark === ':' ? fromBase64(rest, line) : rest
  return { name, value: value !== undefined && value.length <= limits.cellCharacters ? value : undefined }
}

function fromBase64(text: string, line: number): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text.trim()))
    throw unreadableFile({ detail: `The value on line ${line} is not base64, as its :: says.` })
  const bytes = Buffer.from(text, 'base64')
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8').trim() : undefined
}

const ofPeople = /person$|^(?:user|account|posixaccount|shadowaccount|simplesecurityobject)$/i
const ofOthers = /^(?:computer|groupof\w+|group|posixgroup|organizationalunit|organization|device)$/i

function isPerson({ values }: Entry): boolean {
  const classes = values.get('objectclass') ?? []
  if (classes.some((each) => ofOthers.test(each.trim()))) return false
  if (classes.some((each) => ofPeople.test(each.trim()))) return true
  return classes.length === 0 && ['uid', 'mail', 'samaccountname'].some((name) => values.has(name))
}
