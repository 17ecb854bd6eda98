/** Argon2id (RFC 9106) with the parameters that OWASP names as the least: 19 MiB, two passes, one lane (S5). */
import { hash, verify, type Options } from '@node-rs/argon2'

// 2 is Argon2id; the package's const enum cannot be read by a program that strips types.
const PARAMETERS: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One Unicode form before hashing (S3): NFKC, as NIST SP 800-63B asks, so that one keyboard's é is another's. */
const normalised = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string) => hash(normalised(password), PARAMETERS)
export const verifyPassword = (stored: string, password: string) => verify(stored, normalised(password))

let decoy: Promise<string> | undefined
/** Takes as long as a real check and always fails: an unknown name must not answer faster (S12). */
export async function verifyAgainstNobody(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password')
  await verifyPassword(await decoy, password)
  return false
}
