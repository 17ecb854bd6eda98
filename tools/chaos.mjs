#!/usr/bin/env node
import { ready, run } from './ready.mjs'

const asked = process.argv.slice(2)
// One story is told at the screen.
run(ready({ console: asked.includes('console') }), 'bench/chaos/main.ts', asked)
