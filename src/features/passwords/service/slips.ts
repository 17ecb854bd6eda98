/** Temporary passwords for many people without mailboxes: made while the one download or print page streams (AUTH-3). */
import type { Context } from '../../../server/context.ts'
import { escape } from '../../../server/mail/template.ts'
import type { Catalogue } from '../../changes/service/action.ts'
import { csvLine } from '../../changes/service/csv.ts'
import { runHanded } from '../../changes/service/handed.ts'
import { givingPasswords, nameOf, type GivenPassword } from '../service.ts'
import { getTenantName, listNamed, type Named } from '../sql.ts'

type Format = 'csv' | 'html'
type Asked = { readonly id: string; readonly confirm: number | undefined }
type Slip = { readonly name: string; readonly username: string; readonly password: string; readonly until: string }

/** The file, part by part; of each password its hash alone is kept. Throws what keeps the plan from running. */
export async function streamPasswords(
  ctx: Context,
  catalogue: Catalogue,
  asked: Asked,
  format: Format,
): Promise<AsyncIterable<string>> {
  const given = new Map<string, GivenPassword>()
  const handed = [givingPasswords(given)]
  const tenant = await getTenantName(ctx.db, ctx.actor.tenantId)
  const batches = await runHanded(ctx, { ...catalogue, handed }, asked)
  const { head, one, foot } = formats[format](tenant)
  const parts = (async function* () {
    yield head
    for await (const ids of batches) {
      const people = await listNamed(ctx.db, ctx.actor.tenantId, ids)
      yield people.map((person) => one(slipOf(person, given.get(person.id)!))).join('')
      given.clear()
    }
    yield foot
  })()
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => parts.next(),
      // Whoever left before the first part was read began nothing that could end by itself.
      async return() {
        await parts.return()
        await batches.return()
        return { done: true as const, value: undefined }
      },
    }),
  }
}

const slipOf = (person: Named, { password, expiresAt }: GivenPassword): Slip => ({
  name: nameOf(person) || person.username,
  username: person.username,
  password,
  until: `${expiresAt!.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
})

type Writer = { readonly head: string; readonly one: (slip: Slip) => string; readonly foot: string }

const formats: Record<Format, (tenant: string) => Writer> = {
  csv: (tenant) => ({
    head: csvLine(['tenant', 'name', 'username', 'password', 'valid until']),
    one: ({ name, username, password, until }) => csvLine([tenant, name, username, password, until]),
    foot: '',
  }),
  html: (tenant) => ({
    head: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Temporary passwords</title><style>
body { margin: 16px; font: 16px/1.5 system-ui, sans-serif }
section { break-inside: avoid; padding: 16px; border-block-end: 1px dashed #7e8797 }
code { font-size: 20px }
</style></head><body>
`,
    one: ({ name, username, password, until }) => `<section><p><strong><bdi>${escape(name)}</bdi></strong></p>
<p>${escape(tenant)} · <bdi>${escape(username)}</bdi></p><p><code>${escape(password)}</code></p>
<p>Good for one sign-in until ${escape(until)}; you choose your own password then.</p></section>
`,
    foot: '</body></html>\n',
  }),
}
