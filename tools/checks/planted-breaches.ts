/**
 * Proves that each import rule catches its own: plants breaches in a skeleton of the project and asks the cruiser.
 * A rule whose pattern matches nothing is as green as one that holds, so every rule needs its breach here.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

type Rules = { forbidden: { name: string }[] }

/** The lawful skeleton: each imports what it may. */
const SKELETON: Record<string, string> = {
  'src/contract/page.ts': `import * as z from 'zod/mini'\nexport const page = z.string()`,
  'src/server/database/database.ts': `import { Kysely } from 'kysely'\nexport const database = Kysely`,
  'src/server/one.ts': `export const one = 1`,
  'src/server/two.ts': `import { one } from './one.ts'\nexport const two = one`,
  'src/server/http/server.ts': `import fastify from 'fastify'\nimport '../../contract/page.ts'\nexport const server = fastify`,
  'src/console/kit/button.tsx': `import { useState } from 'react'\nimport '#src/contract/page.ts'\nexport const button = useState`,
  'src/features/users/contract.ts': `import { page } from '#src/contract/page.ts'\nexport const users = page`,
  'src/features/users/sql.ts': `import { Kysely } from 'kysely'\nexport const sql = Kysely`,
  'src/features/users/service.ts': `import { sql } from './sql.ts'\nimport '#src/server/database/database.ts'\nexport const service = sql`,
  'src/features/users/actions.ts': `import { service } from './service.ts'\nexport const actions = service`,
  'src/features/users/routes.ts': `import type { FastifyRequest } from 'fastify'\nimport './service.ts'\nexport type Routes = FastifyRequest`,
  'src/features/users/console/list.tsx': `import '../contract.ts'\nimport '#src/console/kit/button.tsx'\nexport const list = 1`,
  'src/features/roles/service.ts': `import { service } from '#src/features/users/service.ts'\nexport const roles = service`,
  'src/features/roles/service.test.ts': `import './service.ts'\nimport '#test/world.ts'\nimport 'vitest'\nimport 'pg'`,
  'src/entry/server.ts': `import '#src/features/users/routes.ts'\nimport '#src/features/users/actions.ts'\nexport const entry = 1`,
  'test/world.ts': `import '#src/features/users/service.ts'\nexport const world = 1`,
}

/** Rule → breaches: the file that is planted, and what it imports. */
const BREACHES: Record<string, Record<string, string>> = {
  'no-cycles': { 'src/server/one.ts': './two.ts' },
  'contract-is-pure': {
    'src/contract/breach.ts': 'node:fs',
    'src/features/roles/contract.ts': '#src/server/database/database.ts',
    'src/features/users/fields/breach.ts': 'libphonenumber-js',
  },
  'browser-never-imports-server': {
    'src/console/breach.ts': '#src/server/database/database.ts',
    'src/features/users/console/breach.tsx': '../service.ts',
    'src/features/users/console/use-breach.ts': '../actions.ts',
  },
  'server-never-imports-browser': {
    'src/server/page.ts': '#src/console/kit/button.tsx',
    'src/features/users/cli.ts': './console/list.tsx',
    'src/entry/worker.ts': '#src/console/kit/button.tsx',
  },
  'plumbing-knows-no-feature': {
    'src/server/breach.ts': '#src/features/users/service.ts',
    'src/console/kit/breach.tsx': '#src/features/users/contract.ts',
  },
  'features-meet-at-the-door': {
    'src/features/roles/sql.ts': '#src/features/users/sql.ts',
    'src/features/roles/jobs.ts': '../users/actions.ts',
    'src/features/roles/console/page.tsx': '#src/features/users/console/list.tsx',
  },
  'sql-lives-in-sql': { 'src/features/users/jobs.ts': 'kysely', 'src/server/http/breach.ts': 'pg' },
  'http-lives-in-routes': { 'src/features/users/service/breach.ts': 'fastify' },
  'features-never-import-entry': { 'src/features/roles/routes.ts': '#src/entry/server.ts' },
  'no-test-code-in-programs': {
    'src/server/seeds.ts': '#test/world.ts',
    'src/features/roles/scope.ts': './service.test.ts',
  },
  'runtime-dependencies-only': { 'src/server/bundle.ts': 'vite', 'src/server/unknown.ts': 'semver' },
}

/** A sentence for each rule that did not catch its breach, and for each lawful import that a rule forbade. */
export async function plantedBreaches(): Promise<string[]> {
  const { forbidden } = createRequire(import.meta.url)(resolve('dependency-cruiser.cjs')) as Rules
  const unproven = forbidden
    .filter(({ name }) => !(name in BREACHES))
    .map(({ name }) => `The rule ${name} has no planted breach.`)
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-breaches-'))
  try {
    for (const file of ['package.json', 'tsconfig.json', 'dependency-cruiser.cjs']) cpSync(file, join(folder, file))
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    plant(folder, SKELETON)
    const lawful = (await violations(folder)).map(
      ({ rule, from, to }) => `The rule ${rule} forbids the lawful ${from} → ${to}.`,
    )
    for (const files of Object.values(BREACHES)) {
      plant(
        folder,
        Object.fromEntries(
          Object.entries(files).map(([path, target]) => [path, `import '${target}'\nexport const breach = 1`]),
        ),
      )
    }
    const caught = new Set((await violations(folder)).map(({ rule, from }) => `${rule} ${from}`))
    const missed = Object.entries(BREACHES).flatMap(([rule, files]) =>
      Object.entries(files)
        .filter(([path]) => !caught.has(`${rule} ${path}`))
        .map(([path, target]) => `The rule ${rule} did not catch ${path} → ${target}.`),
    )
    return [...unproven, ...lawful, ...missed]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function plant(folder: string, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

type Violation = { rule: string; from: string; to: string }

async function violations(cwd: string): Promise<Violation[]> {
  const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', 'dependency-cruiser.cjs', '--preserve-symlinks', '--output-type', 'json', 'src', 'test'],
    { cwd, maxBuffer: 2 ** 26 },
  ).catch((error: { stdout: string; stderr: string }) => {
    if (!error.stdout.startsWith('{')) throw new Error(error.stderr || error.stdout)
    return error // it ends with the number of violations
  })
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] }
  }
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
}
