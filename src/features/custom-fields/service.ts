/** The definitions of a tenant's own fields; their values stand with the people. */
import { changedMeanwhile, notFound } from '../../contract/problem.ts'
import { fold } from '../../contract/text.ts'
import { transaction, type Context } from '../../server/context.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import { MOST_CUSTOM_FIELDS, tooManyCustomFields, type CustomField, type CustomFieldType } from './contract.ts'
import { insertCustomField, listCustomFieldRows, lockCustomFields, updateCustomField } from './sql.ts'

/** The tenant's own fields by name; archived ones only when they are asked for. */
export async function listCustomFields(
  { db, actor }: Context,
  { archived }: { archived?: 'yes' },
): Promise<CustomField[]> {
  const fields = await listCustomFieldRows(db, actor.tenantId)
  return fields
    .filter((field) => archived === 'yes' || !field.archived)
    .sort((a, b) => a.label.localeCompare(b.label, 'en', { sensitivity: 'base', numeric: true }))
}

/** Makes a field for which nobody has a value yet; its key is made from the name unless it is given. */
export async function createCustomField(
  ctx: Context,
  { label, type, key }: { label: string; type: CustomFieldType; key?: string },
): Promise<CustomField> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'tenant.manage')
  return transaction(ctx, async (trx) => {
    const fields = await lockCustomFields(trx, tenantId)
    demandRoom(fields)
    const made = await insertCustomField(trx, tenantId, { label, type, key: key ?? keyFor(label, fields) })
    await recordSetting(ctx, trx, 'custom-field-created', { id: made.id, key: made.key, label, type })
    return made
  })
}

/** Renames a field, archives it or brings it back; people keep their values. */
export async function editCustomField(
  ctx: Context,
  id: number,
  version: number,
  wanted: { label?: string; archived?: boolean },
): Promise<CustomField> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'tenant.manage')
  return transaction(ctx, async (trx) => {
    const fields = await lockCustomFields(trx, tenantId)
    const was = fields.find((field) => field.id === id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    const change = differences<Pick<CustomField, 'label' | 'archived'>>(was, wanted)
    if (!change) return was
    if (change.after.archived === false) demandRoom(fields)
    const now = await updateCustomField(trx, tenantId, id, change.after, ctx.clock.now())
    await recordSetting(ctx, trx, 'custom-field-edited', { id, ...change })
    return now
  })
}

function demandRoom(fields: readonly CustomField[]) {
  if (fields.filter(({ archived }) => !archived).length >= MOST_CUSTOM_FIELDS) throw tooManyCustomFields()
}

/** "Cost centre" → `cost_centre`, or `cost_centre_2`; a name without Latin letters gives `field`. */
function keyFor(label: string, fields: readonly CustomField[]): string {
  const taken = new Set(fields.map(({ key }) => key))
  const plain = fold(label)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 36)
    .replace(/_+$/, '')
  const base = plain === '' ? 'field' : plain
  let key = base
  for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`
  return key
}
