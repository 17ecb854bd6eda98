/** How the plain fields of people are put back: each person's all at once, since a number is free only together with its PBX. */
import type { PutBackTogether } from '../../changes/service/action.ts'
import { columnFields, type ColumnField } from '../sql/columns.ts'
import { everybody } from '../sql/people.ts'
import { listEditable } from '../sql/rewriting.ts'
import { writePlainOfMany, type Changes } from './plain-fields.ts'

/** Those that have rules of their own, that mass actions write by themselves, or that never change. */
const others: readonly ColumnField[] = [
  'site',
  'superuser',
  'timeZone',
  'autoDial',
  'assignLeads',
  'useAddressList',
  'email',
]

export const plainFields: PutBackTogether = {
  fields: columnFields.filter((field) => !others.includes(field)),
  permission: 'users.edit',
  apply: async (ctx, trx, people) => {
    const wanted = new Map(people.map(({ userId, changes }) => [userId, changes]))
    const rows = await listEditable(trx, ctx.actor.tenantId, [...wanted.keys()], everybody)
    const back = rows.map((row) => ({ row, changes: reversed(wanted.get(row.id)!) }))
    await writePlainOfMany(ctx, trx, back)
  },
}

const reversed = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).map(([field, [was, is]]) => [field, [is, was] as const]))
