#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready({ console: true }), 'bench/main.ts', process.argv.slice(2))
