import { setImmediate as breathe } from 'node:timers/promises'
import { tooLarge } from '#src/contract/problem.ts'
import { unreadableFile } from '../contract.ts'
import type { Decoded } from './decode.ts'
import { flatten } from './flatten.ts'
import { limits } from './limits.ts'
import { Records } from './records.ts'
import type { Table } from './table.ts'

export const isJson = (utf8: Buffer): boolean => /^\s*(?:\{\s*["}]|\[\s*[{\]])/.test(utf8.toString('utf8', 0, 1024))

/** Where lists of people stand: a realm's `users` (Keycloak), a list response's `Resources` (RFC 7644, 3.4.2). */
const LISTS = ['users', 'resources']

/**
 * The people of a JSON file: of a realm, of a SCIM list, or of an array. Each is parsed alone, so that only one stands in
 * memory as a tree.
 * @throws unreadableFile, tooLarge
 */
export async function readJson({ utf8, encoding }: Decoded): Promise<Table> {
  const records = new Records()
  for (const { bytes, line } of objectsIn(utf8)) {
    if (records.count % 1000 === 999) await breathe()
    records.take({ line, values: flatten(parse(bytes, line)) })
  }
  if (records.count === 0)
    throw unreadableFile({
      detail:
        'The JSON holds no list of people: neither “users” (a realm) nor “Resources” (SCIM) nor an array of objects.',
    })
  return records.table({ kind: 'json', encoding, notes: [] })
}

function parse(bytes: Buffer, line: number): object {
  try {
    return JSON.parse(bytes.toString('utf8')) as object
  } catch {
    throw unreadableFile({ detail: `The object that begins on line ${line} is not JSON.` })
  }
}

type Piece = { readonly bytes: Buffer; readonly line: number }

/** The objects of the list of people, found by their braces (RFC 8259: all structure is ASCII). */
function* objectsIn(utf8: Buffer): Generator<Piece> {
  let depth = 0
  let list = 0
  let name = ''
  let begin: Sign | undefined
  for (const sign of signsOf(utf8)) {
    if (begin) refuseLong(begin, sign.at)
    if (sign.is === 'text') {
      if (depth === 1) name = sign.text
    } else if (sign.is === 'begin') {
      depth += 1
      if (list > 0) begin = depth === list + 1 && !sign.ofList ? sign : begin
      else if (sign.ofList && isList(depth, name)) list = depth
    } else {
      if (begin && depth === list + 1) {
        yield { bytes: utf8.subarray(begin.at, sign.at + 1), line: begin.line }
        begin = undefined
      }
      if (depth === list) list = 0
      depth -= 1
    }
  }
  if (depth !== 0) throw cutOff()
}

function refuseLong({ at, line }: Sign, end: number) {
  if (end - at > limits.rowBytes)
    throw tooLarge({ detail: `The object that begins on line ${line} is longer than ${limits.rowBytes / 1e6} MB.` })
}

/** The whole file is the list, or it stands under a name in the outermost object. */
const isList = (depth: number, name: string) => depth === 1 || (depth === 2 && LISTS.includes(name))

const cutOff = () => unreadableFile({ detail: 'The JSON ends in its middle: the file was cut off. Send it again.' })

type Sign = { readonly at: number; readonly line: number } & (
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'begin'; readonly ofList: boolean }
  | { readonly is: 'end' }
)

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, LINE] = [...'"\\{}[]\n'].map((sign) => sign.charCodeAt(0))
/** No name of a list is longer. */
const NAME = 20

/** Where objects and lists begin and end, and what texts begin with, in lower case. */
function* signsOf(utf8: Buffer): Generator<Sign> {
  let line = 1
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at]
    if (byte === LINE) line += 1
    else if (byte === OPEN || byte === OPEN_LIST) yield { is: 'begin', at, line, ofList: byte === OPEN_LIST }
    else if (byte === CLOSE || byte === CLOSE_LIST) yield { is: 'end', at, line }
    else if (byte === QUOTE) {
      const end = endOfText(utf8, at)
      yield { is: 'text', at, line, text: end - at > NAME ? '' : utf8.toString('utf8', at + 1, end).toLowerCase() }
      at = end
    }
  }
}

function endOfText(utf8: Buffer, from: number): number {
  for (let at = from + 1; at < utf8.length; at++) {
    if (utf8[at] === BACKSLASH) at += 1
    else if (utf8[at] === QUOTE) return at
  }
  throw cutOff()
}
