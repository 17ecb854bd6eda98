#!/usr/bin/env node
import { ready, run } from './ready.mjs'

run(ready(), 'tools/generated/write.ts', process.argv.slice(2))
