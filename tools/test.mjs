#!/usr/bin/env node
/** Every test. `--unit` leaves the journeys in a browser out; files and other options go to vitest as they are. */
import { spawnSync } from 'node:child_process'
import { ready, ROOT, run } from './ready.mjs'

const args = process.argv.slice(2)
const isUnitOnly = args.includes('--unit')
const files = args.filter((arg) => !arg.startsWith('-'))
const hasJourneys = !isUnitOnly && (files.length === 0 || files.some((file) => file.includes('e2e')))

const node = ready({ console: hasJourneys })
if (hasJourneys) {
  const { status } = spawnSync(node, ['tools/browser.ts'], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
const chosen = isUnitOnly ? ['--project', 'unit', '--project', 'console'] : []
run(node, 'node_modules/vitest/vitest.mjs', ['run', ...chosen, ...args.filter((arg) => arg !== '--unit')])
