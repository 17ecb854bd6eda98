/** Guards of signing in against whoever guesses, and against locks that are meant for somebody else. */
import type { Mutant } from './mutant.ts'

const test = 'src/features/locks/locks.test.ts'
export const mutants: readonly Mutant[] = [
  {
    statement: 'S12',
    without: 'no password is looked at where there is no account, or it is locked, so the answer comes sooner',
    file: 'src/features/sign-in/service.ts',
    before: 'await verifyPassword((open && account?.hash) || NOBODYS_HASH, password)',
    after: 'open && account?.hash ? await verifyPassword(account.hash, password) : false',
    test,
  },
  {
    statement: 'S13',
    without: 'a try is counted whether or not a lock stands, so that fifty at once are all looked at',
    file: 'src/features/locks/sql/tries.ts',
    before: 'where t.locked_until is null or t.locked_until <= ${now}\n',
    after: '',
    test,
  },
  {
    statement: 'S14',
    without: 'a browser that the account knows shares the counter of strangers',
    file: 'src/features/locks/sql/tries.ts',
    before: 'coalesce((select id from known), ${strangers})',
    after: '${strangers}',
    test,
  },
  {
    statement: 'S30',
    without: 'nobody asks whether an administrator is left',
    file: 'src/features/changes/service/administrators.ts',
    before: '|| (await hasAdministrator(trx, tenantId)))',
    after: '|| true)',
    test: 'src/features/changes/last-administrator.test.ts',
  },
]
