/** Asking the provider for a bounded time, and reading a bounded answer. */
import type { CustomFetch } from 'openid-client'

export const PATIENCE_SECONDS = 5
/** Discovery documents, keys and tokens are a few kilobytes. */
const MOST_BYTES = 256 * 1024

/** `fetch` for addresses that the provider's own document names: redirects are not followed, and what is too long is read no further. */
export const boundedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...(options as RequestInit), redirect: 'manual' })
  const { status, statusText, headers } = response
  return new Response(await readBounded(response), { status, statusText, headers })
}

async function readBounded(response: Response): Promise<Buffer<ArrayBuffer> | null> {
  if (!response.body) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`The provider sent more than ${MOST_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
