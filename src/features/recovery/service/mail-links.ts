/** Making links: a token for each person, its hash kept, and the mail that carries it. */
import type { Context } from '../../../server/context.ts'
import { hashToken, newToken } from '../../../server/crypto/tokens.ts'
import type { Trx } from '../../../server/database/database.ts'
import { sendMails } from '../../outbox/service/send-mail.ts'
import { nameOf } from '../../passwords/service.ts'
import { templates } from '../mails.ts'
import { linkRules, type LinkKind } from '../rules.ts'
import { listAddressees, upsertLinks } from '../sql.ts'

/**
 * Mails each a link of that kind, and voids every older one of theirs. The people are held by the caller. A token stands in the sealed
 * words of its mail and nowhere else; the link begins with the configured address, whatever a request says (S10).
 */
export async function mailLinks(ctx: Context, trx: Trx, kind: LinkKind, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const { tenantId } = ctx.actor
  const { goodFor, page } = linkRules[kind]
  const at = ctx.clock.now()
  const until = new Date(at.getTime() + goodFor)
  const tokens = new Map(userIds.map((id) => [id, newToken()]))
  const hashes = [...tokens.values()].map(hashToken)
  await upsertLinks(trx, tenantId, { kind, userIds: [...tokens.keys()], hashes, at, until })
  const people = await listAddressees(trx, tenantId, userIds)
  await sendMails(
    ctx,
    trx,
    { tenantId, template: templates[kind], requestId: ctx.origin.requestId },
    people.map((person) => ({
      to: { address: person.email, name: nameOf(person) },
      language: person.console_language,
      userId: person.id,
      goodUntil: until,
      data: {
        name: nameOf(person) || person.username,
        username: person.username,
        link: `${ctx.publicOrigin}${page}#${tenantId}.${tokens.get(person.id)!}`,
      },
    })),
  )
}
