import { invalidAt } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { definition } from '../fields/catalogue.ts'
import { isVisible } from './read.ts'
import { faultsOf, type Candidate } from './truth.ts'

export type FreeQuery = {
  field: 'username' | 'email' | 'oauthEmail' | 'virtualExtension' | 'sipExtension'
  value: string
  pbx?: string
  except?: string
}
export type Free = { free: boolean; message?: string; suggestion?: string }

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Is a name or number still free, and what would be near it (CONSOLE: server checks)? */
export async function isFree(ctx: Context, { field, value, pbx, except }: FreeQuery): Promise<Free> {
  const refuse = (name: 'field' | 'value' | 'pbx', message: string) => invalidAt(`query:${name}`, name, message)
  const { module } = definition(field)
  if (module && !ctx.modules.includes(module)) throw refuse('field', `There is no “${field}” here.`)
  const form = definition(field).schema.safeParse(value)
  if (!form.success) throw refuse('value', form.error.issues[0]?.message ?? 'That does not fit.')
  // Of somebody out of sight it would tell which names are theirs.
  const id = except !== undefined && (await isVisible(ctx, except)) ? except : NOBODY
  const candidate = (v: string): Candidate => ({
    id,
    values: { [field]: v, ...(pbx ? { sipPbx: Number(pbx) } : {}) },
  })
  const faults = await faultsOf(ctx, ctx.db, [candidate(value)])
  const unknownPbx = faults.find((f) => f.field === 'sipPbx')
  if (unknownPbx) throw refuse('pbx', unknownPbx.message)
  const fault = faults.find((f) => f.field === field)
  if (!fault) return { free: true }
  const suggestion = fault.code === 'taken' ? await near(ctx, field, value, candidate) : undefined
  return { free: false, message: fault.message, ...(suggestion ? { suggestion } : {}) }
}

/** The first of a few neighbours that is free: ana.lind2 for ana.lind, 207 for 204. */
async function near(
  ctx: Context,
  field: FreeQuery['field'],
  value: string,
  candidate: (v: string) => Candidate,
): Promise<string | undefined> {
  if (field === 'email' || field === 'oauthEmail' || value.includes('@')) return undefined
  const digits = field !== 'username'
  const neighbours = Array.from({ length: 20 }, (_, i) =>
    digits
      ? String(BigInt(value) + BigInt(i + 1)).padStart(value.length, '0')
      : `${[...value].slice(0, 61).join('')}${i + 2}`,
  )
  const faults = await faultsOf(
    ctx,
    ctx.db,
    neighbours.map((v, i) => ({ ...candidate(v), id: `${i}` })),
  )
  const taken = new Set(faults.filter((f) => f.field === field).map((f) => f.id))
  return neighbours.find((_v, i) => !taken.has(`${i}`))
}
