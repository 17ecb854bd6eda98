/** Guards of passwords: what they must be, and whose hand sets them. */
import type { Mutant } from './mutant.ts'

export const mutants: readonly Mutant[] = [
  {
    statement: 'S1',
    without: 'a password of any length is taken',
    file: 'src/features/passwords/rules.ts',
    before: '  if (length < least)\n',
    after: '  if (length < 0)\n',
    test: 'src/features/passwords/demands.test.ts',
  },
  {
    statement: 'S2',
    without: 'a password needs a digit',
    file: 'src/features/passwords/rules.ts',
    before: 'if (!isReadable(password))',
    after: 'if (!isReadable(password) || !/\\d/.test(password))',
    test: 'src/features/passwords/rules.test.ts',
  },
  {
    statement: 'S3',
    without: 'capitals count as small letters',
    file: 'src/server/crypto/passwords.ts',
    before: "password.normalize('NFKC')",
    after: "password.normalize('NFKC').toLowerCase()",
    test: 'src/features/passwords/demands.test.ts',
  },
  {
    statement: 'S4',
    without: 'the list of common passwords is not looked at',
    file: 'src/features/passwords/rules.ts',
    before: "  if (isCommon(text, common)) return 'common'\n",
    after: '',
    test: 'src/features/passwords/rules.test.ts',
  },
  {
    statement: 'S5',
    without: 'a hash with fewer rounds stays as it is',
    file: 'src/server/crypto/passwords.ts',
    before: '!stored.startsWith(PREFIX)',
    after: 'false',
    test: 'src/features/passwords/demands.test.ts',
  },
  {
    statement: 'S6',
    without: 'the own password is changed by whoever sits at the desk',
    file: 'src/features/passwords/service/own.ts',
    before: 'if (!(await attempt(ctx, { tenantId, userId: id }, fits)) || before === undefined)',
    after: 'if (before === undefined || fits === undefined)',
    test: 'src/features/passwords/own.test.ts',
  },
  {
    statement: 'S7',
    without: 'a temporary password is good for many sign-ins',
    file: 'src/features/passwords/sql.ts',
    before: '.set({ expires_at: new Date(0) })',
    after: '.set({ temporary: true })',
    test: 'src/features/passwords/reset.test.ts',
  },
]
