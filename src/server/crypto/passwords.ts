/** Argon2id (RFC 9106) with the parameters that OWASP names as the least: 19 MiB, two passes, one lane (S5). */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify, type Options } from '@node-rs/argon2'
import { tooBusy } from '../../contract/problem.ts'
import { Turns } from './turns.ts'

// 2 is Argon2id; the package's const enum cannot be read by a program that strips types.
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options
const { memoryCost, timeCost, parallelism } = PARAMETERS
const PREFIX = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`

/** One Unicode form before hashing (S3): NFKC, as NIST SP 800-63B asks, so that one keyboard's é is another's. */
const normalised = (password: string) => password.normalize('NFKC')

/** About five seconds' worth on two cores: whoever comes later is told to come again. */
const MOST_WAITING = 400
const turns = new Turns(availableParallelism(), MOST_WAITING)

/** Waits its turn, behind everybody who signs in. */
export const hashPassword = (password: string) => turns.patient(() => hash(normalised(password), PARAMETERS))

let looked = 0
/** How many passwords this process looked at: what an answer cost, for tests (S12) and measurements. */
export const verifications = () => looked

/** Whether the password fits. Throws `too-busy` when more wait for this than can be served in a few seconds. */
export const verifyPassword = (stored: string, password: string) =>
  turns.hurried(
    () => {
      looked += 1
      return verify(stored, normalised(password))
    },
    () => tooBusy({ more: { retryAfter: 5 } }),
  )

/** The hash was made with other parameters than today's, so the next sign-in makes it anew (S5). */
export const isOutdated = (stored: string) => !stored.startsWith(PREFIX)

const base64 = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '')
/** Nobody's hash: checking against it takes as long as any check, and nothing verifies (S12). */
export const NOBODYS_HASH = `${PREFIX}${base64(16)}$${base64(32)}`
