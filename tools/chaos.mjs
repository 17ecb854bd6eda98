#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready(), 'bench/chaos/main.ts', process.argv.slice(2))
