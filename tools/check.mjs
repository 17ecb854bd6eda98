#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready(), 'tools/checks/run.ts', process.argv.slice(2))
