/** Guards of S33, kind by kind: whoever changes or deletes one thing in a version that is no more is told so. */
import type { Mutant } from './mutant.ts'

const overwrites = (what: string, guard: Omit<Mutant, 'statement' | 'without'>): Mutant => ({
  statement: 'S33',
  without: `${what} in a version of before overwrites what came after it`,
  ...guard,
})

export const mutants: readonly Mutant[] = [
  {
    statement: 'S33',
    without: 'a change of one thing comes without its version',
    file: 'src/server/http/guards.ts',
    before: 'if (!match)\n    throw preconditionRequired(',
    after: "if (!match) return ''\n  if (match.length === 0)\n    throw preconditionRequired(",
    test: 'src/entry/routes.test.ts',
  },
  overwrites('a change of a saved view', {
    file: 'src/features/views/sql.ts',
    before: ' and id = ${id} and version = ${version}`',
    after: ' and id = ${id} and ${version}::int is not null`',
    test: 'src/features/views/views.test.ts',
  }),
  overwrites('the name of a passkey', {
    file: 'src/features/two-step/sql/passkeys.ts',
    before:
      ".where('id', '=', id)\n    .where('version', '=', version)\n    .executeTakeFirst()\n  return numUpdatedRows > 0n",
    after: ".where('id', '=', id)\n    .executeTakeFirst()\n  return numUpdatedRows > 0n",
    test: 'src/features/two-step/two-step.test.ts',
  }),
  overwrites('the removal of a passkey', {
    file: 'src/features/two-step/sql/passkeys.ts',
    before:
      ".where('id', '=', id)\n    .where('version', '=', version)\n    .executeTakeFirst()\n  return numDeletedRows > 0n",
    after: ".where('id', '=', id)\n    .executeTakeFirst()\n  return numDeletedRows > 0n",
    test: 'src/features/two-step/two-step.test.ts',
  }),
  overwrites('a change of an import', {
    file: 'src/features/imports/service/drafts.ts',
    before: 'if (row.version !== version) throw changedMeanwhile()\n  return row',
    after: 'void version\n  return row',
    test: 'src/features/imports/drafts.test.ts',
  }),
  overwrites('the deletion of an import', {
    file: 'src/features/imports/service/drafts.ts',
    before: 'if (row.version !== version) throw changedMeanwhile()\n    await statements.deleteImport(trx, row)',
    after: 'void version\n    await statements.deleteImport(trx, row)',
    test: 'src/features/imports/drafts.test.ts',
  }),
  overwrites('the deletion of an export', {
    file: 'src/features/exports/service/read.ts',
    before: 'if (version !== VERSION) throw changedMeanwhile()',
    after: 'void [version, VERSION, changedMeanwhile]',
    test: 'src/features/exports/exports.test.ts',
  }),
  overwrites('a change of an API key', {
    file: 'src/features/api-keys/service.ts',
    before: 'if (was.version !== version) throw changedMeanwhile()\n    if (networks)',
    after: 'void version\n    if (networks)',
    test: 'src/features/api-keys/api-keys.test.ts',
  }),
  overwrites('the end of an API key', {
    file: 'src/features/api-keys/service.ts',
    before: 'if (was.version !== version) throw changedMeanwhile()\n    await endKey(',
    after: 'void version\n    await endKey(',
    test: 'src/features/api-keys/api-keys.test.ts',
  }),
  overwrites('a change of a rule of Health', {
    file: 'src/features/health/service.ts',
    before: 'if (row.version !== version) throw changedMeanwhile()\n  const was =',
    after: 'void version\n  const was =',
    test: 'src/features/health/health.test.ts',
  }),
  overwrites('the deletion of a rule of Health', {
    file: 'src/features/health/service.ts',
    before: 'if (row.version !== version) throw changedMeanwhile()\n    await statements.deleteRule(',
    after: 'void version\n    await statements.deleteRule(',
    test: 'src/features/health/health.test.ts',
  }),
  overwrites('a change of a review that comes back', {
    file: 'src/features/reviews/service/schedules.ts',
    before: 'if (was.version !== version) throw changedMeanwhile()\n    await statements.updateSchedule(',
    after: 'void version\n    await statements.updateSchedule(',
    test: 'src/features/reviews/repeating.test.ts',
  }),
  overwrites('the end of a review that comes back', {
    file: 'src/features/reviews/service/schedules.ts',
    before: 'if (was.version !== version) throw changedMeanwhile()\n    await statements.markEnded(',
    after: 'void version\n    await statements.markEnded(',
    test: 'src/features/reviews/repeating.test.ts',
  }),
  overwrites('the removal of a picture', {
    file: 'src/features/users/service/pictures.ts',
    before: 'await demandVersion(ctx, id, ifMatch)(trx)',
    after: 'void [demandVersion, ifMatch]',
    test: 'src/features/users/pictures.test.ts',
  }),
  overwrites('a change of a tenant’s policies', {
    file: 'src/features/policies/service.ts',
    before: 'if (was.version !== version) throw changedMeanwhile()',
    after: 'void [version, changedMeanwhile]',
    test: 'src/features/policies/policies.test.ts',
  }),
  overwrites('the deletion of a user', {
    file: 'src/features/users/service/edit.ts',
    before: 'if (row && versionOf(row) !== ifMatch) throw changedMeanwhile({ more: { version: versionOf(row) } })',
    after: 'void [row, ifMatch]',
    test: 'src/features/users/edit.test.ts',
  }),
]
