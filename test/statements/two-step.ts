/** Guards of the second step, and of the ids under which a session goes on. */
import type { Mutant } from './mutant.ts'

const test = 'src/features/two-step/two-step.test.ts'
export const mutants: readonly Mutant[] = [
  {
    statement: 'S16',
    without: 'a code is accepted as often as it comes',
    file: 'src/features/two-step/sql/authenticators.ts',
    before: ".where('last_step', '<', step)",
    after: '',
    test,
  },
  {
    statement: 'S16',
    without: 'a code of a minute ago is accepted',
    file: 'src/features/two-step/service/totp.ts',
    before: 'const SKEW = 1\n',
    after: 'const SKEW = 2\n',
    test: 'src/features/two-step/totp.test.ts',
  },
  {
    statement: 'S17',
    without: 'a backup code works again',
    file: 'src/features/two-step/sql/authenticators.ts',
    before: ".where('used_at', 'is', null)\n    .executeTakeFirst()",
    after: '.executeTakeFirst()',
    test,
  },
  {
    statement: 'S18',
    without: 'whose authenticator is reset stays signed in',
    file: 'src/features/two-step/actions.ts',
    before: "await endSessionsOf(trx, tenantId, ids, 'authenticator-reset')",
    after: 'new Map<string, number>()',
    test,
  },
  {
    statement: 'S18',
    without: 'an authenticator is reset without a proof of who does it',
    file: 'src/features/two-step/contract.ts',
    before: 'destructive: true,\n  sensitive: true,\n})',
    after: 'destructive: true,\n})',
    test,
  },
  {
    statement: 'S19',
    without: 'a session goes on under its old id',
    file: 'src/features/sessions/sql/standing.ts',
    before: '.set({ token_hash: tokenHash, stage: to,',
    after: '.set({ stage: to,',
    test,
  },
]
