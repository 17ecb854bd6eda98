import type { Context } from '../../../server/context.ts'

/** Their own account is where an operator is at home, wherever they are at work. */
export const atHome = (ctx: Context): Context => ({
  ...ctx,
  actor: { ...ctx.actor, tenantId: ctx.actor.homeTenantId },
  db: ctx.database.tenant(ctx.actor.homeTenantId),
})
