#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready(), 'tools/mutants/run.ts', process.argv.slice(2))
