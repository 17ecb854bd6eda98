/**
 * Secrets at rest: AES-256-GCM under a key that lives outside the database.
 * Sealed text: `v1.<key id>.<iv>.<ciphertext and tag>`, bound to its place by the additional data `table:row:column`,
 * so that a value moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16

export class Keyring {
  readonly #key: Buffer
  readonly #id: string
  readonly #macKey: Buffer
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error('The key must be 32 bytes.')
    this.#key = key
    this.#macKey = Buffer.from(hkdfSync('sha256', key, '', 'rollcall mac', 32))
    this.#id = createHash('sha256').update(key).digest('hex').slice(0, 8)
  }

  /** Seals a secret for one place, such as `user_secrets:<user id>:caldav`. */
  seal(plain: string, place: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `v1.${this.#id}.${iv.toString('base64url')}.${sealed.toString('base64url')}`
  }

  /** A keyed hash (HMAC-SHA-256): the same for the same text, and nobody without the key can tell of which. */
  mac(text: string): Buffer {
    return createHmac('sha256', this.#macKey).update(text).digest()
  }

  /** Opens what was sealed for that place; throws when the key, the place or a single bit differs. */
  open(sealed: string, place: string): string {
    const [version, id, iv, body] = sealed.split('.')
    if (version !== 'v1' || id !== this.#id || !iv || !body) throw new Error('This secret was sealed with another key.')
    const bytes = Buffer.from(body, 'base64url')
    const decipher = createDecipheriv(ALGORITHM, this.#key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  }
}

/** Reads the key file (32 bytes as base64), and makes one on the first start, readable by its owner alone. */
export function openKeyFile(file: string): Keyring {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o400, flag: 'wx' })
    chmodSync(file, 0o400)
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32)
    throw new Error(
      `The key file ${file} does not hold 32 bytes as base64. Restore it from your backup: sealed secrets open with no other key.`,
    )
  return new Keyring(key)
}
