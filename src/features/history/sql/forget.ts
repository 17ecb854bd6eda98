import type { Trx } from '../../../server/database/database.ts'

export const deletePersonal = (trx: Trx, tenantId: number, userIds: readonly string[]) =>
  trx
    .deleteFrom('history_personal')
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', [...userIds])
    .execute()
