/** So many people as a demonstration would take an hour to make: those that the measurements load, and one of their administrators. */
import { Bench } from '../bench.ts'
import { findActor } from '../people.ts'
import { forgetLoaded } from '../population/open.ts'

export type Loaded = {
  /** As a header: of the administrator, who is signed in. */
  readonly cookie: string
  readonly dataFolder: string
}

/** They are loaded anew for whoever comes next, since they will not stay as they are. */
export async function openLoaded(users: number, say: (sentence: string) => void): Promise<Loaded> {
  const bench = new Bench({ users, fresh: false }, say)
  try {
    const population = await bench.population()
    const { headers } = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
    forgetLoaded(population)
    return { cookie: headers['cookie']!, dataFolder: population.dataFolder }
  } finally {
    await bench.stop()
  }
}
