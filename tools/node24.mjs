#!/usr/bin/env node
/** Runs a script, its path from the root of the project, under a Node that runs our TypeScript. */
import { ready, run } from './ready.mjs'

const [script, ...args] = process.argv.slice(2)
run(ready(), script, args)
