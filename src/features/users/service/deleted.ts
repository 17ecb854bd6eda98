/** Deleted users, while they can be restored (SPEC 4.5). */
import type * as z from 'zod/mini'
import type { Context } from '../../../server/context.ts'
import { UNDO_DAYS } from '../../changes/contract/jobs.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { listDeletedUsers } from '../contract/endpoints.ts'
import { listDeletedRows } from '../sql/erasing.ts'
import { reservedSince } from './status.ts'

const DAY = 86_400_000
type Answer = z.output<(typeof listDeletedUsers.answers)[200]>

export async function listDeleted(
  ctx: Context,
  { limit = '50', after }: { limit?: string; after?: string },
): Promise<Answer> {
  const most = Number(limit)
  const sight = visibleUsers(ctx.actor, 'users.delete')
  const asked = { tenantId: ctx.actor.tenantId, since: reservedSince(ctx), after: after ?? null, limit: most + 1 }
  const found = await listDeletedRows(ctx.db, asked, sight)
  const page = found.slice(0, most)
  const items = page.map(({ deleted_at: at, ...row }) => ({
    ...row,
    deletedAt: at.toISOString(),
    erasedAfter: new Date(at.getTime() + UNDO_DAYS * DAY).toISOString(),
  }))
  return { items, next: found.length > most ? page.at(-1)!.id : null }
}
