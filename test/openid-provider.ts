/**
 * A real OpenID provider on a port of this machine, in the place of Google. Somebody who comes signs in by the account that was told,
 * or, where none was, types the address of one into its page.
 */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import type { OpenIdSettings } from '#src/server/openid-settings.ts'

export type Account = { sub: string; email?: string; email_verified?: boolean; hd?: string }

const CLIENT = { clientId: 'rollcall', clientSecret: 'a secret of tests' }
/** As Google has them: whoever has an address there has verified it. */
const accountOf = (email: string): Account => ({ sub: `sub of ${email}`, email, email_verified: true })

/** @param origin of the console that people come from, as it is configured. */
export async function openIdProvider(origin: string, port = 0) {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: { account: Account | null } = { account: null }
  const accounts = new Map<string, Account>()
  const handle = make(issuer, origin, accounts)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void handle(request, response, state))
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return {
    settings: { issuer, ...CLIENT, name: 'Google' } satisfies OpenIdSettings,
    /** Who sits in front of its page from now on. */
    seat(account: Account | string) {
      state.account = typeof account === 'string' ? accountOf(account) : account
    },
    /** Goes away; its address refuses connections. */
    close,
    /** What a browser does that is sent to an address of it: answers what it is sent back with, behind the `?`. */
    visit: (address: string) => visit(address, origin),
  }
}

function make(issuer: string, origin: string, accounts: Map<string, Account>) {
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
        ...{ token_endpoint_auth_method: 'client_secret_post', redirect_uris: [`${origin}/sign-in/google`] },
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'hd'] },
    // In the ID token itself, as Google does.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/page/${uid}` },
    cookies: { keys: ['of tests'] },
    jwks: { keys: [signingKey()] },
    ttl: Object.fromEntries(['Interaction', 'Session', 'Grant', 'AccessToken', 'IdToken'].map((name) => [name, 600])),
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => accounts.get(id) }),
    async loadExistingGrant({ oidc }: { oidc: Oidc }) {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const serve = provider.callback()
  return async (request: IncomingMessage, response: ServerResponse, state: { account: Account | null }) => {
    if (!request.url?.startsWith('/page/')) return serve(request, response)
    const account = state.account ?? (request.method === 'POST' ? accountOf(await typedInto(request)) : null)
    if (!account) return response.setHeader('content-type', 'text/html').end(PAGE)
    accounts.set(account.sub, account)
    await provider.interactionFinished(request, response, { login: { accountId: account.sub, remember: false } })
  }
}
const signingKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  ...{ kid: 'of tests', use: 'sig', alg: 'RS256' },
})
type Oidc = { provider: Provider; session: { accountId: string } }

const PAGE = `<!doctype html><html lang="en"><title>Choose an account</title><h1>Choose an account</h1>
<form method="post"><label>E-mail <input name="email"></label><button>Go on</button></form></html>`

async function typedInto(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString()).get('email') ?? ''
}

/** Follows redirects with the cookies that it is given, as far as the console. */
async function visit(address: string, origin: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = new URL(address)
  while (next.origin !== origin) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider leads nowhere: ${response.status} ${await response.text()}`)
    next = new URL(location, next)
  }
  return next.search.slice(1)
}
