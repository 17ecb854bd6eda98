/** Headers on every answer (S39). Pages may load what we ship and nothing else; no inline script, no other host. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

export function securityHeaders(app: FastifyInstance, publicUrl: string | null, api: string) {
  // What the API answers is no page, and needs no nonce.
  const isPage = ({ url }: { url?: string }) => !url?.startsWith(`${api}/`)

  const tls = publicUrl?.startsWith('https:') ?? false
  void app.register(helmet, {
    enableCSPNonces: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", (request, reply) => (isPage(request) ? `'nonce-${cspNonce(reply)}'` : "'self'")],
        ...(tls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
}

/** The same for answers that are made before any hook runs. They show nothing and load nothing. */
export const bareHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const nonces = new WeakMap<object, string>()
/** One nonce for each answer, the same in its header and in its page. */
export function cspNonce(reply: object): string {
  const raw = (reply as { raw?: object }).raw ?? reply
  const known = nonces.get(raw)
  if (known) return known
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  nonces.set(raw, made)
  return made
}
