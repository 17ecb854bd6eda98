import { sql } from 'kysely'
import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import { hasTwoStep } from '../scope.ts'

/** One's own is removed with a proof of who one is, never reset; who has none has nothing to reset. */
export const judgeReset = ({ actor }: Context): Expression<'self' | 'already' | null> => sql<
  'self' | 'already' | null
>`case
  when p.id::text = ${actor.id} then 'self'
  when not ${hasTwoStep(actor.tenantId)} then 'already' end`
