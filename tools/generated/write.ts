/** `npm run generate`: writes every generated file, or those of the generators that are named. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generators, staleFiles } from './files.ts'

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in generators))
if (unknown !== undefined)
  throw new Error(`There is no generator ${unknown}; there are ${Object.keys(generators).join(', ')}.`)

for (const [name, generate] of Object.entries(generators)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const files = await generate()
  for (const path of staleFiles(files)) {
    const text = files.get(path)
    mkdirSync(dirname(path), { recursive: true })
    if (text === undefined) rmSync(path)
    else writeFileSync(path, text)
    console.log(`${text === undefined ? 'removed' : 'wrote'} ${path}`)
  }
}
