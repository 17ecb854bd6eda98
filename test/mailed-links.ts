/** What stands in the mails of a world: the link in the newest mail to somebody, as its reader would follow it. */
import { expect, vi } from 'vitest'
import { placeOf } from '#src/features/outbox/service/send-mail.ts'
import type { Person, World } from './world.ts'

export type Mailed = { readonly template: string; readonly text: string; readonly link: string; readonly token: string }

/** Every mail about a person that has a link, the newest first. */
export async function mailsTo(w: World, { id }: Pick<Person, 'id'>): Promise<Mailed[]> {
  const rows = await w.db
    .selectFrom('outbox as o')
    .innerJoin('outbox_words as s', 's.mail_id', 'o.id')
    .select(['o.id', 'o.template', 's.sealed'])
    .where('o.user_id', '=', id)
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id', 'desc')
    .execute()
  return rows.flatMap((row) => {
    const { text } = JSON.parse(w.parts.keyring.open(row.sealed, placeOf(row.id))) as { text: string }
    const [link, token] = /https?:\S+#(\S+)/.exec(text) ?? []
    return link === undefined ? [] : [{ template: row.template, text, link, token: token! }]
  })
}

/** Waits until so many mails with a link were written to a person, and answers the newest. */
export const newestMail = (w: World, person: Pick<Person, 'id'>, count = 1): Promise<Mailed> =>
  vi.waitFor(
    async () => {
      const mails = await mailsTo(w, person)
      expect(mails.length).toBeGreaterThanOrEqual(count)
      return mails[0]!
    },
    { timeout: 20_000, interval: 20 },
  )
