import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { countHealthRule, deleteHealthRule, editHealthRule, listHealthRules, type HealthRule } from '../contract.ts'

/** Rules and what they find are read anew. */
export const renewHealth = () =>
  Promise.all(
    [listHealthRules, countHealthRule].map((endpoint) => queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })),
  )

/** Switches a rule on or off; answers what went wrong. */
export async function switchRule(rule: HealthRule, enabled: boolean): Promise<string | undefined> {
  const ask = { params: { id: rule.id }, body: { enabled } }
  const outcome = await call(editHealthRule, ask, { ifMatch: etagOf(rule) })
  await renewHealth()
  if (!outcome.ok) return sayProblem(outcome.document)
  announce(`${rule.name} is ${enabled ? 'on' : 'off'}`)
  return undefined
}

/** Deletes a rule of the tenant's own; answers what went wrong. */
export async function removeRule(rule: HealthRule): Promise<string | undefined> {
  const outcome = await call(deleteHealthRule, { params: { id: rule.id } }, { ifMatch: etagOf(rule) })
  await renewHealth()
  if (!outcome.ok) return sayProblem(outcome.document)
  announce(`${rule.name} is deleted`)
  return undefined
}
