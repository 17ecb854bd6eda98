/**
 * What a new password must be (AUTH-2; NIST SP 800-63B-4, 3.1.1): long, and not what a stranger tries first. No rule
 * asks for kinds of characters. Pure, so that the browser says the same while somebody types.
 */
import { fold } from '../../contract/text.ts'

export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 128

/** What is known of the person, and so known to whoever guesses. */
export type PasswordOwner = {
  readonly username?: string
  readonly email?: string
  readonly name?: string
  readonly tenant?: string
}
export type PasswordFault = {
  readonly code: 'too-short' | 'too-long' | 'half-character' | 'own-words' | 'repetition'
  readonly message: string
}

const PRODUCT = 'rollcall'
/** A repeated unit shorter than this adds nothing that is hard to guess. */
const REPEATED_UNIT = 8
/** Characters that must remain beside names that everybody knows. */
const BESIDE_NAMES = 6

/** What is wrong with a new password, each with how to mend it; empty when it may be used. */
export function checkNewPassword(password: string, owner: PasswordOwner = {}): PasswordFault[] {
  const length = [...password].length
  const faults: PasswordFault[] = []
  if (!password.isWellFormed())
    faults.push({ code: 'half-character', message: 'It holds half a character (a lone surrogate). Type it again.' })
  if (length < PASSWORD_MIN)
    faults.push({
      code: 'too-short',
      message: `It has ${length} of at least ${PASSWORD_MIN} characters. A few unrelated words are easy to remember.`,
    })
  if (length > PASSWORD_MAX)
    faults.push({ code: 'too-long', message: `It is longer than ${PASSWORD_MAX} characters. Shorten it.` })
  if (length >= PASSWORD_MIN && isRepetition(fold(password)))
    faults.push({
      code: 'repetition',
      message: 'It repeats or counts the same few characters. Choose unrelated words.',
    })
  else if (length >= PASSWORD_MIN && isOwnWords(password, owner))
    faults.push({
      code: 'own-words',
      message: 'It is little more than your name, your address, your company or this product. Choose unrelated words.',
    })
  return faults
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
