/**
 * Which answers travel compressed. BREACH (CVE-2013-3587) guesses a secret from the sizes of compressed answers that hold
 * it beside text of the attacker's choice, while the attacker makes the browser ask again and again. So what carries a
 * secret (a sign-in, a password made, a key, one person's settings) is never compressed; lists are, which hold none, and
 * only for a caller who says so in a header that no other site can make a browser send.
 */
import type { FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { AnyEndpoint } from '../../contract/endpoint.ts'

/** Below this a packet or two carry it anyway. */
const WORTH_BYTES = 4096

/** Whether answers of this endpoint may be compressed at all, whatever the caller takes: `Vary` says so. */
export const isCompressible = ({ method, secret }: AnyEndpoint, body: unknown): boolean =>
  method === 'GET' && secret === undefined && Array.isArray((body as { items?: unknown }).items)

/** The answer as gzip for a caller who takes it, or null when it goes as it is. The work is done beside the event loop. */
export async function compressed({ headers }: FastifyRequest, json: string): Promise<Buffer | null> {
  const own = headers['x-rollcall'] !== undefined || headers.authorization !== undefined
  if (!own || json.length < WORTH_BYTES || !takesGzip(String(headers['accept-encoding'] ?? ''))) return null
  return promisify(gzip)(json, { level: constants.Z_BEST_SPEED })
}

/** `gzip;q=0` refuses it (RFC 9110, 12.5.3). */
const takesGzip = (accepted: string) =>
  accepted.split(',').some((one) => /^\s*gzip\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(one))
