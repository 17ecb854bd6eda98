/** A tenant of invented people, and its administrator signed in; the programs that open it are closed again. */
import { openParts } from '#src/entry/parts.ts'
import { DEMONSTRATION_SLUG, makeDemonstration } from '#src/features/demo/service.ts'
import { startSession } from '#src/features/sessions/service.ts'
import { readConfig } from '#src/server/config.ts'
import type { Owner } from './guesses.ts'

export type Demonstrated = {
  /** The administrator's, who is signed in. */
  readonly cookie: string
  readonly owner: Owner
}

export async function openDemonstration(
  dataFolder: string,
  users: number,
  say: (sentence: string) => void,
): Promise<Demonstrated> {
  const { parts, close } = await openParts(readConfig({ ROLLCALL_DATA: dataFolder, LOG_LEVEL: 'warn' }), say)
  try {
    const { tenantId, adminName, password } = await makeDemonstration(parts, { users })
    const { id: userId } = await parts.database
      .tenant(tenantId)
      .selectFrom('users')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('username', '=', adminName)
      .executeTakeFirstOrThrow()
    const origin = { via: 'console', requestId: null, address: '127.0.0.1', userAgent: 'chaos' } as const
    const cookie = await parts.database
      .tenant(tenantId)
      .transaction()
      .execute((trx) => startSession(parts, trx, { tenantId, userId, origin }))
    return { cookie, owner: { tenant: DEMONSTRATION_SLUG, name: adminName, password: password! } }
  } finally {
    await close()
  }
}
