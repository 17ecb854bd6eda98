/** Guards of sessions: their tokens, their ends, and who ends them. */
import type { Mutant } from './mutant.ts'

export const mutants: readonly Mutant[] = [
  {
    statement: 'S19',
    without: 'a cookie stays good when the session goes on under another',
    file: 'src/features/sessions/sql/standing.ts',
    before: '.set({ token_hash: tokenHash, stage: to,',
    after: '.set({ stage: to,',
    test: 'src/features/sign-in/new-password.test.ts',
  },
  {
    statement: 'S20',
    without: 'a tenant’s shorter limits end nothing that is open',
    file: 'src/features/sessions/service.ts',
    before: 'Math.min(row.expires_at, row.started_at + row.absolute_minutes * MINUTE)',
    after: 'row.expires_at',
    test: 'src/features/sessions/listed.test.ts',
  },
  {
    statement: 'S21',
    without: 'three processes serve whoever was deactivated',
    file: 'src/features/sessions/service.ts',
    before:
      'async function endIfOver(parts: Parts, tenantId: number, row: SessionRow, now: Date): Promise<EndReason | null> {\n  const reason = whyOver(row, now.getTime())',
    after:
      'async function endIfOver(parts: Parts, tenantId: number, row: SessionRow, now: Date): Promise<EndReason | null> {\n  const reason = row.started_at > 0 ? null : whyOver(row, now.getTime())',
    test: 'src/features/sessions/three-processes.test.ts',
  },
  {
    statement: 'S22',
    without: 'a session that its owner ends goes on',
    file: 'src/features/sessions/service/listed.ts',
    before: 'if (isOpen) await endAndTell(ctx, trx, { tenantId, id, userId: ctx.actor.id, reason })',
    after: '',
    test: 'src/features/sessions/listed.test.ts',
  },
  {
    statement: 'S23',
    without: 'scripts read the cookie',
    file: 'src/server/http/server.ts',
    before: "const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' as const }",
    after: "const attributes = { path: '/', secure: true, httpOnly: false, sameSite: 'lax' as const }",
    test: 'src/features/sign-in/sign-in.test.ts',
  },
]
