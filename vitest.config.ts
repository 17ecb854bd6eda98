import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/closing-line.ts'
import { StatementTable } from './test/statements/table.ts'

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: './test/global-setup.ts',
    reporters: ['default', new StatementTable(), new ClosingLine()],
    projects: [
      {
        test: {
          name: 'unit',
          // Files of one worker share what they import: reading the program anew for each would be a third of the time. What a
          // file makes is its own all the same: a database, a server, people.
          isolate: false,
          include: ['{src,test,tools}/**/*.test.ts'],
          environment: 'node',
          setupFiles: './test/chance.ts',
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'console',
          isolate: false,
          include: ['src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: './test/chance.ts',
          testTimeout: 60_000,
        },
      },
      {
        // Journeys come after everything else. Those of one worker share a Rollcall and a browser, and come one after another.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: './e2e/global-setup.ts',
          environment: 'node',
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
})
