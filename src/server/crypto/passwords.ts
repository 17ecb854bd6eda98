/** Argon2id (RFC 9106) with the parameters that OWASP names as the least: 19 MiB, two passes, one lane (S5). */
import { randomBytes } from 'node:crypto'
import { hash, verify, type Options } from '@node-rs/argon2'

// 2 is Argon2id; the package's const enum cannot be read by a program that strips types.
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options
const { memoryCost, timeCost, parallelism } = PARAMETERS
const PREFIX = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`

/** One Unicode form before hashing (S3): NFKC, as NIST SP 800-63B asks, so that one keyboard's é is another's. */
const normalised = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string) => hash(normalised(password), PARAMETERS)
export const verifyPassword = (stored: string, password: string) => verify(stored, normalised(password))

/** The hash was made with other parameters than today's, so the next sign-in makes it anew (S5). */
export const isOutdated = (stored: string) => !stored.startsWith(PREFIX)

const base64 = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '')
/** Nobody's hash: checking against it takes as long as any check, and nothing verifies (S12). */
export const NOBODYS_HASH = `${PREFIX}${base64(16)}$${base64(32)}`
