/** The common and breached passwords that nobody may choose (AUTH-2, S4): some fifty thousand, folded. */
import { readFileSync } from 'node:fs'
import { dictionary } from '@zxcvbn-ts/language-common'
import { fold } from '../../../contract/text.ts'

/** John's list, one word a line below a header that says where it comes from. */
export const johns = (): string[] =>
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#!comment'))

/** The top of what breaches brought to light: the dictionary of zxcvbn, the commonest first. */
export const breached = (): readonly string[] => dictionary['passwords-common']

let read: ReadonlySet<string> | undefined
/** Read when first asked for, and kept: they take a few megabytes. */
export const commonPasswords = (): ReadonlySet<string> => (read ??= new Set([...johns(), ...breached()].map(fold)))
