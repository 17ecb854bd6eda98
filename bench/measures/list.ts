/** The list of users: under five conditions, in every order, for every term. */
import type { Bench } from '../bench.ts'
import type { Figure } from '../figures.ts'
import { findActor } from '../people.ts'
import { measureConditions } from './list/conditions.ts'
import { measureReaches, measureSorts } from './list/sorts.ts'
import { measureTerms } from './list/terms.ts'

export async function measureList(bench: Bench): Promise<Figure[]> {
  const population = await bench.population()
  const who = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
  return [
    ...(await measureConditions(bench, who)),
    ...(await measureSorts(bench, who)),
    ...(await measureReaches(bench)),
    ...(await measureTerms(bench, who)),
  ]
}
