/** Reads a JSON body strictly: UTF-8 alone, no key twice in one object, no key that could reach a prototype (S28). */
import { malformedRequest } from '../../contract/problem.ts'

const POISONED = new Set(['__proto__'])
/** Deeper than anything that is asked for; whatever walks the value in turn needs as much of the stack. */
const DEEPEST = 100
const refuse = (detail: string) => malformedRequest({ detail })

export function parseJson(bytes: Buffer): unknown {
  let text: string
  try {
    text = inWholeCharacters(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuse('The body is not UTF-8. Encode it as UTF-8 and send it again.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw refuse(`The body is not JSON: ${(error as Error).message.slice(0, 120)}.`)
  }
  checkKeys(text)
  return value
}

const HALF = /\\u[dD][89a-fA-F]/
const ESCAPES = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g

/**
 * An escape may say half of a character, as senders do that cut texts off. No text of the database can hold that, and JSON there
 * refuses it: it becomes the sign for what cannot be shown (U+FFFD), as in any text that is written as UTF-8.
 */
const inWholeCharacters = (text: string): string =>
  HALF.test(text) ? text.replace(ESCAPES, (escape, half?: string) => (half === undefined ? escape : '\\ufffd')) : text

/** Walks well-formed JSON text and refuses an object that names a key twice: JSON.parse would keep the last in silence. */
function checkKeys(text: string): void {
  const open: (Set<string> | null)[] = []
  const token = /["{}[\]]/g
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const found = match[0]
    if (open.length > DEEPEST) throw refuse(`The body nests more than ${DEEPEST} objects or lists. Send it flatter.`)
    if (found === '{') open.push(new Set())
    else if (found === '[') open.push(null)
    else if (found === '}' || found === ']') open.pop()
    else {
      token.lastIndex = endOfString(text, match.index)
      checkKey(text, match.index, token.lastIndex, open.at(-1) ?? null)
    }
  }
}

/** Just behind the string that begins at `from`. No pattern finds it: a file of megabytes in a string would exhaust its stack. */
function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1)
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote + 1
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text[first - 1] === '\\') first -= 1
  return (at - first) % 2 === 1
}

function checkKey(text: string, from: number, end: number, keys: Set<string> | null): void {
  let next = end
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next += 1
  if (keys === null || text.charAt(next) !== ':') return
  const key = JSON.parse(text.slice(from, end)) as string
  if (keys.has(key)) throw refuse(`The key “${key.slice(0, 60)}” stands twice in one object. Send it once.`)
  if (POISONED.has(key)) throw refuse(`The key “${key}” is not taken anywhere.`)
  keys.add(key)
}
