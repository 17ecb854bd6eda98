/** Pictures: small, of three kinds, known by their first bytes and not by what they are called. */
import { forbidden, invalidRequest, notFound, tooLarge } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { newRun } from '../../changes/service/run.ts'
import { recordChanges } from '../../history/service/record.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import { updatePerson, whichHold } from '../sql/people.ts'
import * as statements from '../sql/pictures.ts'
import { demandVersion } from './edit.ts'
import { isOwnProfile, isVisible } from './read.ts'

const MOST_BYTES = 262_144
const BEGINNINGS: Record<string, (b: Buffer) => boolean> = {
  'image/png': (b) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  'image/jpeg': (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/webp': (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
}

async function demandEditable(ctx: Context, id: string): Promise<void> {
  if (!(await isVisible(ctx, id))) throw notFound()
  if (isOwnProfile(ctx, id)) return
  const [more, edit] = await whichHold(ctx.db, ctx.actor.tenantId, id, [
    holdsMore(ctx.actor),
    visibleUsers(ctx.actor, 'users.edit'),
  ])
  if (more || !edit) throw forbidden({ detail: 'Your roles do not let you change the picture of this person.' })
}

export async function readPicture(ctx: Context, id: string): Promise<{ mediaType: string; bytes: Buffer }> {
  const row = (await isVisible(ctx, id)) ? await statements.findPicture(ctx.db, ctx.actor.tenantId, id) : undefined
  if (!row) throw notFound()
  return { mediaType: row.media_type, bytes: row.bytes }
}

/** Puts a picture in the place of whichever was there. */
export async function putPicture(
  ctx: Context,
  id: string,
  { mediaType, base64 }: { mediaType: string; base64: string },
): Promise<void> {
  await demandEditable(ctx, id)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > MOST_BYTES) throw tooLarge({ detail: 'A picture takes at most 256 KiB. Make it smaller.' })
  if (!BEGINNINGS[mediaType]?.(bytes)) {
    throw invalidRequest({
      detail: 'That is not the kind of picture that it says.',
      errors: [{ pointer: '#/base64', code: 'media-type', message: 'The bytes are not a PNG, JPEG or WebP as named.' }],
    })
  }
  await transaction(ctx, async (trx) => {
    await statements.putPicture(trx, ctx.actor.tenantId, id, mediaType, bytes, ctx.clock.now())
    await writeDown(ctx, trx, id, 'set')
  })
}

/** Takes the picture away, if the person still is as the caller read them. */
export async function removePicture(ctx: Context, id: string, ifMatch: string): Promise<void> {
  await demandEditable(ctx, id)
  await transaction(ctx, async (trx) => {
    await demandVersion(ctx, id, ifMatch)(trx)
    if (!(await statements.deletePicture(trx, ctx.actor.tenantId, id))) throw notFound()
    await writeDown(ctx, trx, id, 'removed')
  })
}

/** Another picture is another version of the person. */
async function writeDown(ctx: Context, trx: Trx, id: string, picture: 'set' | 'removed'): Promise<void> {
  await updatePerson(trx, ctx.actor.tenantId, id, {})
  await recordChanges(ctx, trx, newRun('edit', {}), [{ userId: id, changes: { picture: [null, picture] } }])
}
