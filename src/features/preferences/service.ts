/** What a person chose for the console. It goes with the person: an operator finds it the same in every tenant. */
import type * as z from 'zod/mini'
import type { Context } from '../../server/context.ts'
import { preferences, type Preferences } from './contract.ts'
import { findPreferences, mergePreferences } from './sql.ts'

const home = ({ database, actor }: Context) =>
  [database.tenant(actor.homeTenantId), actor.homeTenantId, actor.id] as const

/** What another version of the program kept and this one does not know is left out. */
const known = (kept: unknown): Preferences => {
  const shape: Record<string, z.ZodMiniType> = preferences.shape
  return Object.fromEntries(Object.entries(kept ?? {}).filter(([name, value]) => shape[name]?.safeParse(value).success))
}

/** The person's own choices; what was never chosen is absent. */
export const readPreferences = async (ctx: Context): Promise<Preferences> => known(await findPreferences(...home(ctx)))

/** Changes the choices that are named and leaves the rest. */
export const editPreferences = async (ctx: Context, change: Preferences): Promise<Preferences> =>
  known(await mergePreferences(...home(ctx), change))
