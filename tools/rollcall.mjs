#!/usr/bin/env node
import { ready, run } from './ready.mjs'

const args = process.argv.slice(2)
run(ready({ console: args[0] === 'serve' }), 'src/entry/cli.ts', args)
