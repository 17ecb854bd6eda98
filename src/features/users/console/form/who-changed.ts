import { call } from '#src/console/api.ts'
import { listUserHistory } from '../../../history/contract.ts'
import type { FieldName } from '../../fields/catalogue.ts'

export type Change = { readonly name: string; readonly at: string }
export type Changers = { readonly [N in FieldName]?: Change }

/** Who changed each field last, and when; nothing where the person who asks may not read the change log. */
export async function whoChanged(id: string): Promise<Changers> {
  const log = await call(listUserHistory, { params: { id }, query: { limit: '20' } })
  if (!log.ok) return {}
  const newestLast = [...log.answer.items].reverse()
  return Object.fromEntries(
    newestLast.flatMap((entry) =>
      entry.changes.map((change) => [change.field, { name: entry.actor.name, at: entry.at }]),
    ),
  )
}
