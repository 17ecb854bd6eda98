/**
 * How hard a password is to guess, and why: zxcvbn with the commonest words. Fetched when somebody types a new password, and
 * never before. It advises; what is refused is said by `rules.ts`.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as passwords } from '@zxcvbn-ts/language-common'
import { dictionary as words, translations } from '@zxcvbn-ts/language-en'
import { fold } from '#src/contract/text.ts'
import type { PasswordOwner } from '../rules.ts'

const meter = new ZxcvbnFactory({ dictionary: { ...passwords, ...words }, graphs: adjacencyGraphs, translations })

/** The commonest of those that the server refuses, folded. */
export const commonest: ReadonlySet<string> = new Set(passwords['passwords-common'].map(fold))

export type Strength = {
  /** From 0, guessed at once, to 4. */
  readonly score: 0 | 1 | 2 | 3 | 4
  /** What makes it easy to guess, and what would make it harder; sentences. */
  readonly because: readonly string[]
}

export function measure(password: string, owner: PasswordOwner): Strength {
  const own = [owner.username, owner.email, owner.name, owner.tenant, 'rollcall'].flatMap((one) => one ?? [])
  const { score, feedback } = meter.check(password, [...own, ...own.flatMap((one) => one.split(/[\s@.]+/))])
  return { score, because: [feedback.warning ?? '', ...feedback.suggestions].filter((one) => one !== '') }
}
