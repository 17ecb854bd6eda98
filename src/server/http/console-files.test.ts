import fastify from 'fastify'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { serveConsole } from './console-files.ts'

const SCRIPT = 'export const people = "Ana Lind, Marta Ozola";\n'.repeat(50)
const folder = mkdtempSync(join(tmpdir(), 'rollcall-console-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
writeFileSync(join(folder, 'assets', 'list.js'), SCRIPT)
writeFileSync(join(folder, 'assets', 'list.js.br'), brotliCompressSync(SCRIPT))
writeFileSync(join(folder, 'assets', 'list.js.gz'), gzipSync(SCRIPT))
const app = fastify()
await serveConsole(app, folder)

const fetched = async (headers: Record<string, string>) => {
  const { headers: said, rawPayload } = await app.inject({ url: '/assets/list.js', headers })
  return { said, bytes: rawPayload }
}

test('a browser that takes brotli gets brotli, one that takes gzip gzip, any other the script as it is', async () => {
  const [br, gz, plain] = [
    await fetched({ 'accept-encoding': 'gzip, deflate, br, zstd' }),
    await fetched({ 'accept-encoding': 'gzip' }),
    await fetched({}),
  ]
  expect([br, gz, plain].map(({ said }) => said['content-encoding'])).toEqual(['br', 'gzip', undefined])
  expect(brotliDecompressSync(br.bytes).toString()).toBe(SCRIPT)
  expect(gunzipSync(gz.bytes).toString()).toBe(SCRIPT)
  expect(plain.bytes.toString()).toBe(SCRIPT)
  for (const { said } of [br, gz, plain]) {
    expect(said['vary']).toBe('accept-encoding')
    expect(said['content-type']).toBe('application/javascript; charset=utf-8')
    expect(said['cache-control']).toContain('immutable')
  }
  expect(new Set([br, gz, plain].map(({ said }) => said.etag)).size, 'each encoding has an ETag of its own').toBe(3)
})

test.each([
  ['/users', 200],
  ['/roles/who/users.read', 200],
  ['/favicon.ico', 404],
  ['/assets/gone.js', 404],
  ['/api/v1/nothing', 404],
])('%s is answered %i: every address but that of a file is the one page', async (url, status) => {
  expect((await app.inject({ url })).statusCode).toBe(status)
})
