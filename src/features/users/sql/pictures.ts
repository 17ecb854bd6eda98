import type { Query } from '../../../server/database/database.ts'

export const findPicture = (db: Query, tenantId: number, userId: string) =>
  db
    .selectFrom('user_pictures')
    .select(['media_type', 'bytes'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()

export async function putPicture(
  db: Query,
  tenantId: number,
  userId: string,
  mediaType: string,
  bytes: Buffer,
  at: Date,
): Promise<void> {
  await db
    .insertInto('user_pictures')
    .values({ tenant_id: tenantId, user_id: userId, media_type: mediaType, bytes, changed_at: at })
    .onConflict((c) =>
      c.columns(['tenant_id', 'user_id']).doUpdateSet({ media_type: mediaType, bytes, changed_at: at }),
    )
    .execute()
}

/** False when there is none. */
export async function deletePicture(db: Query, tenantId: number, userId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('user_pictures')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
