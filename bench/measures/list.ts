/** The list of users: under five conditions, in every order, for every term. */
import type { Bench } from '../bench.ts'
import type { Figure } from '../figures.ts'
import { findActor } from '../people.ts'
import { measureConditions } from './list/conditions.ts'
import { measureReaches, measureSorts } from './list/sorts.ts'
import { measureTerms } from './list/terms.ts'

export async function* measureList(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const who = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
  yield* measureConditions(bench, who)
  yield* measureSorts(bench, who)
  yield* measureReaches(bench)
  yield* measureTerms(bench, who)
}
