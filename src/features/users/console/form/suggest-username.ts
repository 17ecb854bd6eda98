import { fold } from '#src/contract/text.ts'
import type { FormValues } from './values.ts'

/** `ana.lind` from a name, else what stands before the @; '' when neither gives a name. In any script. */
export function suggestUsername({ firstName, lastName, email }: FormValues): string {
  const fromName = [firstName, lastName]
    .map((part) => wordOf(part ?? ''))
    .filter(Boolean)
    .join('.')
  return (fromName || wordOf(email?.split('@')[0] ?? '')).slice(0, 64)
}

const wordOf = (text: string) => fold(text).replace(/[^\p{L}\p{N}._-]+/gu, '')
