/** Guards of recovery: what a mailed link opens, for how long, and for whom. */
import type { Mutant } from './mutant.ts'

export const mutants: readonly Mutant[] = [
  {
    statement: 'S8',
    without: 'a link works for ever',
    file: 'src/features/recovery/sql.ts',
    before: 'l.expires_at > ${now} and ',
    after: '${now}::timestamptz is not null and ',
    test: 'src/features/recovery/recovery.test.ts',
  },
  {
    statement: 'S9',
    without: 'whoever was signed in before a reset stays so',
    file: 'src/features/recovery/service/set-by-link.ts',
    before: "await endSessionsOf(trx, tenantId, [id], 'password-changed')",
    after: 'new Map<string, number>()',
    test: 'src/features/recovery/recovery.test.ts',
  },
  {
    statement: 'S10',
    without: 'a link begins with what a request says',
    file: 'src/features/recovery/service/mail-links.ts',
    before: '`${ctx.publicOrigin}${page}#',
    after: "`http://${ctx.origin.userAgent ?? 'evil.example'}${page}#",
    test: 'src/features/recovery/recovery.test.ts',
  },
  {
    statement: 'S11',
    without: 'any token of the tenant stands for any link',
    file: 'src/features/recovery/sql.ts',
    before: 'l.token_hash = ${tokenHash} and l.expires_at',
    after: '${tokenHash}::bytea is not null and l.expires_at',
    test: 'src/features/recovery/model.test.ts',
  },
  {
    statement: 'S12',
    without: 'a name that nobody has is answered otherwise',
    file: 'src/features/recovery/service/forgot.ts',
    before: '  return {}\n',
    after: '  return user === null ? ({ unknown: true } as never) : {}\n',
    test: 'src/features/recovery/recovery.test.ts',
  },
]
