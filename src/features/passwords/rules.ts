/**
 * What a new password must be (AUTH-2; NIST SP 800-63B-4, 3.1.1): long, and not what a stranger tries first. No rule
 * asks for kinds of characters. Pure, so that the browser says the same while somebody types.
 */
import { fold, isReadable } from '../../contract/text.ts'

export const PASSWORD_MIN = 15
/** Where a second step is required of the person (SP 800-63B-4, 3.1.1.1). */
export const PASSWORD_MIN_BESIDE_SECOND_STEP = 8
export const PASSWORD_MAX = 128

/** What is known of the person, and so known to whoever guesses. */
export type PasswordOwner = {
  readonly username?: string
  readonly email?: string
  readonly name?: string
  readonly tenant?: string
}
export type PasswordFault = {
  readonly code: 'too-short' | 'too-long' | 'half-character' | 'common' | 'own-words' | 'repetition'
  readonly message: string
}
export type PasswordDemands = {
  /** Characters (code points) that it has at least. */
  readonly least?: number
  /** Common and breached passwords, folded. The server has all of them, a browser the commonest. */
  readonly common?: ReadonlySet<string>
}

const PRODUCT = 'rollcall'
/** A repeated unit shorter than this adds nothing that is hard to guess. */
const REPEATED_UNIT = 8
/** Characters that must remain beside names that everybody knows. */
const BESIDE_NAMES = 6

/** What is wrong with a new password, each with how to mend it; empty when it may be used. */
export function checkNewPassword(
  password: string,
  owner: PasswordOwner = {},
  { least = PASSWORD_MIN, common = NONE }: PasswordDemands = {},
): PasswordFault[] {
  const length = [...password].length
  const faults: PasswordFault[] = []
  if (!isReadable(password))
    faults.push({
      code: 'half-character',
      message: 'It holds half a character, or one that could not be read. Type it again.',
    })
  if (length < least)
    faults.push({
      code: 'too-short',
      message: `It has ${length} of at least ${least} characters. A few unrelated words are easy to remember.`,
    })
  if (length > PASSWORD_MAX)
    faults.push({ code: 'too-long', message: `It is longer than ${PASSWORD_MAX} characters. Shorten it.` })
  const guess = length < least || length > PASSWORD_MAX ? undefined : guessed(password, owner, common)
  if (guess) faults.push({ code: guess, message: GUESSED[guess] })
  return faults
}

const NONE: ReadonlySet<string> = new Set()
const GUESSED = {
  repetition: 'It repeats or counts the same few characters. Choose unrelated words.',
  common: 'It is a common password, or one with little around it, and is tried first. Choose unrelated words.',
  'own-words': 'It is little more than your name, your address, your company or this product. Choose unrelated words.',
} as const

/** What a stranger would try before anything else; undefined for a password that takes luck. */
function guessed(
  password: string,
  owner: PasswordOwner,
  common: ReadonlySet<string>,
): keyof typeof GUESSED | undefined {
  const text = fold(password)
  if (isRepetition(text)) return 'repetition'
  if (isCommon(text, common)) return 'common'
  return isOwnWords(password, owner) ? 'own-words' : undefined
}

/** On the list as it stands, or a word of the list in the disguises that everybody knows: "P@ssw0rd-2026!". */
function isCommon(text: string, common: ReadonlySet<string>): boolean {
  const [, before = '', word = '', after = ''] = /^(\P{L}*)(.*?)(\P{L}*)$/u.exec(text) ?? []
  const forms = [text, lettersAndDigits(text)]
  if (addsLittle(before) && addsLittle(after)) {
    const plain = [word, word.replace(/[013457@$!|]/g, (sign) => DISGUISES[sign]!)].map(lettersAndDigits)
    forms.push(...plain, ...plain.map((one) => one.replace(/^(.+?)\1+$/u, '$1')))
  }
  return forms.some((form) => common.has(form))
}

const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
}
const YEAR = /^(19|20)\d\d$/

/** Digits and signs around a word that a stranger tries with it: a year, a count, the same sign over and over. */
function addsLittle(around: string): boolean {
  const runs = around.match(/\d+|\D+/g) ?? []
  return runs.length <= 3 && runs.every((run) => run.length <= 3 || YEAR.test(run) || isRepetition(run))
}

const lettersAndDigits = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

/** The longest first, so that a name is not cut out of a longer one. */
function isOwnWords(password: string, { username, email, name, tenant }: PasswordOwner): boolean {
  const known = [
    username,
    email,
    email?.split('@')[0],
    email?.split('@')[1],
    name,
    ...(name?.split(/\s+/u) ?? []),
    tenant,
    PRODUCT,
  ]
    .map((word) => lettersAndDigits(word ?? ''))
    .filter((word) => [...word].length >= 3)
    .sort((a, b) => b.length - a.length)
  let rest = lettersAndDigits(password)
  const whole = rest
  for (const word of known) rest = rest.replaceAll(word, '')
  return rest !== whole && [...rest].length < BESIDE_NAMES
}

function isRepetition(text: string): boolean {
  const points = [...text].map((c) => c.codePointAt(0)!)
  for (let unit = 1; unit < REPEATED_UNIT; unit += 1)
    if (points.every((p, i) => i < unit || p === points[i - unit])) return true
  return isCount(points, 1) || isCount(points, -1)
}

/** Like abcdefgh or 9876543210987654: every character follows the one before. */
function isCount(points: readonly number[], step: 1 | -1): boolean {
  const steps = points.slice(1).map((point, i) => point - points[i]!)
  return steps.every((one) => one === step || one === -9 * step)
}
