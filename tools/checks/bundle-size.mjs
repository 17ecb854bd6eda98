#!/usr/bin/env node
/**
 * What a browser fetches, gzipped as the server sends it, against the budget: the first page (the users list, everything it needs before it
 * can be drawn), the styles, and each page or part that is fetched later.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = { first: 250, styles: 30, lazy: 80, all: 700 }
const ENTRY = 'index.html'
/** The page whose first drawing is budgeted. */
const FIRST_PAGE = 'src/features/users/console/list/users-page.tsx'

const folder = resolve(process.argv[2] ?? 'dist/console')
const manifestFile = resolve(folder, '.vite/manifest.json')
if (!existsSync(manifestFile)) {
  console.error(`${folder} holds no build of the console: npm start builds it.`)
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))

/** A chunk with everything that it imports at once. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key].imports ?? [], seen)
  }
  return seen
}

const sizes = new Map()
const size = (file) => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(resolve(folder, file)), { level: 9 }).length / 1000)
  return sizes.get(file)
}
const sum = (files) => [...new Set(files)].reduce((total, file) => total + size(file), 0)
const scripts = (keys) => [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))
const styles = (keys) => [...keys].flatMap((key) => manifest[key].css ?? [])

const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry)
const firstPage = lazy.filter((key) => key === FIRST_PAGE)
const first = closure([ENTRY, ...firstPage])
const entry = closure([ENTRY])
const all = Object.values(manifest)
  .map((chunk) => chunk.file)
  .filter((file) => file.endsWith('.js'))

const lines = [
  ['first page, scripts', sum(scripts(first)), BUDGET_KB.first],
  ['first page, styles', sum(styles(first)), BUDGET_KB.styles],
  ...lazy.map((key) => [key, sum(scripts([...closure([key])].filter((part) => !entry.has(part)))), BUDGET_KB.lazy]),
  ['everything, scripts', sum(all), BUDGET_KB.all],
]

let over = 0
for (const [what, kb, budget] of lines) {
  const fits = kb <= budget
  if (!fits) over += 1
  console.log(`${fits ? '✓' : '✗'} ${what}: ${kb.toFixed(1)} kB of ${budget} kB gzipped`)
}
process.exitCode = over > 0 ? 1 : 0
