/** Asking for an export: what may stand in the file, where its link may go, and how many one person keeps. */
import { newId } from '../../../contract/ids.ts'
import { invalidAt, invalidRequest } from '../../../contract/problem.ts'
import { signInKey } from '../../../contract/text.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { readTarget } from '../../changes/service/target.ts'
import { listCustomFields } from '../../custom-fields/service.ts'
import { readPolicies } from '../../policies/service.ts'
import { parseSort, sortModules, sorts, type Sort } from '../../users/contract/sorts.ts'
import { partsSeen } from '../../users/service/read.ts'
import { MOST_KEPT, tooManyExports, type ExportView, type NewExport } from '../contract.ts'
import { columnNames, columnOf, customColumn } from '../contract/columns.ts'
import { isDomainInUse } from '../sql/addresses.ts'
import { countKept, insertExport } from '../sql/exports.ts'
import { writingJob } from './job-name.ts'
import { shown } from './read.ts'

/** Begins an export in the background. Everything that can be wrong is said now; rights are asked again when it is written. */
export async function createExport(ctx: Context, wanted: NewExport): Promise<ExportView> {
  const { actor, origin, clock } = ctx
  readTarget(ctx, wanted.target)
  const sort = wanted.sort ?? 'name'
  readSort(ctx, sort)
  await demandColumns(ctx, wanted.columns)
  if (wanted.emailTo !== undefined) await demandAllowed(ctx, wanted.emailTo)
  const at = clock.now()
  const row = {
    tenant_id: actor.tenantId,
    id: newId(at.getTime()),
    state: 'waiting',
    format: wanted.format,
    columns: [...wanted.columns],
    target: JSON.stringify(wanted.target),
    sort,
    email_to: wanted.emailTo ?? null,
    email_key: wanted.emailTo === undefined ? null : signInKey(wanted.emailTo),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    home_tenant_id: actor.homeTenantId,
    origin: origin.via,
    address: origin.address,
    request_id: origin.requestId,
    made_at: at,
    touched_at: at,
  }
  return transaction(ctx, async (trx) => {
    if ((await countKept(trx, actor.tenantId, actor.kind, actor.id)) >= MOST_KEPT) throw tooManyExports()
    const inserted = await insertExport(trx, row)
    const payload = { tenantId: actor.tenantId, export: inserted.id }
    await enqueue(trx, writingJob, payload, { key: inserted.id, requestId: origin.requestId })
    return shown(inserted)
  })
}

/** A sort of the list, by a column that is there. */
export function readSort(ctx: Pick<Context, 'modules' | 'actor'>, text: string): Sort {
  const sort = parseSort(text)
  const module = sort && sortModules[sort.by]
  if (sort && (!module || partsSeen(ctx).includes(module))) return sort
  throw invalidAt(
    '#/sort',
    'sort',
    `A file is sorted by ${Object.keys(sorts).join(', ')}, with - in front for the other way round.`,
  )
}

/** Refuses what no file has: secrets, columns of modules that are off, and names that mean nothing here. */
export async function demandColumns(ctx: Context, names: readonly string[]): Promise<void> {
  const known = await columnsHere(ctx)
  const errors = names.flatMap((name, i) => {
    if (known.includes(name)) return []
    const message = `There is no column “${name.slice(0, 60)}” for a file. There are: ${known.join(', ')}.`
    return [{ pointer: `#/columns/${i}`, code: 'unknown-column', message }]
  })
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}

/** Every column that a file of this tenant can have. */
export async function columnsHere(ctx: Context): Promise<string[]> {
  const own = await listCustomFields(ctx, {})
  const bought = columnNames.filter((name) => {
    const { module } = columnOf(name)
    return module === undefined || partsSeen(ctx).includes(module)
  })
  return [...bought, ...own.map(({ key }) => customColumn(key))]
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** A link goes to domains of the tenant's users, and those that its policies name: nobody mails the list elsewhere by mistake. */
async function demandAllowed({ db, actor }: Context, address: string): Promise<void> {
  const domain = domainOf(signInKey(address))
  if ((await readPolicies(db, actor.tenantId)).exportDomains.includes(domain)) return
  if (await isDomainInUse(db, actor.tenantId, domain)) return
  const message = `Nobody here has an address at ${domain}. The link goes to the domains of your users, and to those that the policies of your tenant name.`
  throw invalidAt('#/emailTo', 'domain', message)
}
