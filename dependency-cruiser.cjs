/** Who may know whom (docs/architecture.md). `tools/checks/planted-breaches.ts` proves that each rule catches its own. */
const SERVER_FILES = '^src/features/[^/]+/(routes|service|sql|scope|jobs|cli|actions)(\\.ts$|/)'
const CONTRACTS = ['^src/contract/', '^src/features/[^/]+/(contract|fields|rules)(\\.ts$|/)']
const BROWSER = ['^src/console/', '^src/features/[^/]+/console/', '^src/entry/console\\.tsx$']
const TESTS = ['\\.test\\.tsx?$', '^(test|e2e)/']

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-cycles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
    forbid(
      'contract-is-pure',
      'A contract is read by Node and by the browser: it may import contracts and zod only.',
      { path: CONTRACTS, pathNot: TESTS },
      { pathNot: [...CONTRACTS, '^node_modules/zod/'] },
    ),
    forbid(
      'browser-never-imports-server',
      'The browser meets the server through a contract.',
      { path: BROWSER, pathNot: TESTS },
      { path: ['^src/server/', SERVER_FILES] },
    ),
    forbid(
      'server-never-imports-browser',
      'Nothing that runs in Node imports a page.',
      { path: ['^src/server/', SERVER_FILES, '^src/entry/.*\\.ts$'] },
      { path: BROWSER },
    ),
    forbid(
      'plumbing-knows-no-feature',
      'server/ and console/ carry features; they never name one.',
      { path: '^src/(server|console|contract)/', pathNot: TESTS },
      { path: '^src/(features|entry)/' },
    ),
    forbid(
      'features-meet-at-the-door',
      'Another feature is reached through contract.ts, fields.ts, rules.ts, service.ts, scope.ts or console/widgets/.',
      { path: '^src/features/([^/]+)/', pathNot: TESTS },
      {
        path: '^src/features/',
        pathNot: [
          '^src/features/$1/',
          '^src/features/[^/]+/(contract|fields|rules|service|scope)(\\.ts$|/)',
          '^src/features/[^/]+/console/widgets/',
        ],
      },
    ),
    forbid(
      'sql-lives-in-sql',
      'Only sql.ts, scope.ts and server/database/ speak to PostgreSQL.',
      { path: '^src/', pathNot: [...TESTS, '/(sql|scope)\\.ts$', '/sql/', '^src/server/database/'] },
      { path: '^node_modules/(@types/)?(kysely|pg|pg-copy-streams)/' },
    ),
    forbid(
      'http-lives-in-routes',
      'Only routes.ts and server/http/ know about requests and replies.',
      {
        path: '^src/',
        pathNot: [...TESTS, '/routes\\.ts$', '/routes/', '^src/server/http/', '^src/entry/server\\.ts$'],
      },
      { path: '^node_modules/fastify/' },
    ),
    forbid(
      'features-never-import-entry',
      'Entry points compose; nobody imports them.',
      { path: '^src/features/', pathNot: TESTS },
      { path: '^src/entry/' },
    ),
    forbid(
      'no-test-code-in-programs',
      'Tests import programs, never the reverse.',
      { path: '^src/', pathNot: TESTS },
      { path: TESTS },
    ),
    forbid(
      'runtime-dependencies-only',
      'Server code ships with `npm ci --omit=dev`; the browser bundle is built.',
      { path: '^src/', pathNot: [...BROWSER, ...TESTS] },
      // Types are gone before anything runs.
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
