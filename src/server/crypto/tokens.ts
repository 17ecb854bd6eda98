import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits as text for a URL, a cookie or a header. Kept as a hash alone. */
export const newToken = () => randomBytes(32).toString('base64url')
export const hashToken = (token: string) => createHash('sha256').update(token).digest()

// Letters and digits that nobody takes for one another on paper or the phone.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const inGroups = (groups: number) =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-')
/** A generated password: 20 characters in groups of four, 98 bits (S7 asks for 80). */
export const newPassword = () => inGroups(5)
/** A code that is used once: 16 characters in groups of four, 78 bits (S17 asks for 64). */
export const newCode = () => inGroups(4)
