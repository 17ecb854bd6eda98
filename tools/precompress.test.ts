import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { precompress } from './precompress.ts'

test('a script stands there as brotli and gzip too, and unpacks to itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-precompress-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const script = 'export const people = "Ana Lind, Marta Ozola";\n'.repeat(50)
  writeFileSync(join(folder, 'list.js'), script)
  writeFileSync(join(folder, 'tiny.css'), 'a{}')
  writeFileSync(join(folder, 'picture.png'), script)
  await precompress(folder)
  expect(readdirSync(folder).sort()).toEqual(['list.js', 'list.js.br', 'list.js.gz', 'picture.png', 'tiny.css'])
  expect(brotliDecompressSync(readFileSync(join(folder, 'list.js.br'))).toString()).toBe(script)
  expect(gunzipSync(readFileSync(join(folder, 'list.js.gz'))).toString()).toBe(script)
})
