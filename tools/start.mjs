#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready({ console: true }), 'src/entry/server.ts', process.argv.slice(2))
