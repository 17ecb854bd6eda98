/** Guards of how far a permission reaches in what people do, and in the rest of the house. */
import type { Mutant } from './mutant.ts'

type Gone = Pick<Mutant, 'without' | 'file' | 'before' | 'after' | 'test'>
/** Whoever is limited to sites or desks is asked of the whole tenant. */
const S26 = (gone: Gone): Mutant => ({ statement: 'S26', ...gone })
const feature = (file: string) => `src/features/${file}`

const activity: readonly Mutant[] = [
  S26({
    without: 'what anybody did is read by their id',
    file: feature('activity/service/read.ts'),
    before: "visibleUsers(actor, 'activity.read'))\n    : undefined",
    after: "visibleUsers({ ...actor, superuser: true }, 'activity.read'))\n    : undefined",
    test: feature('activity/reading.test.ts'),
  }),
  S26({
    without: 'what everybody did is in everybody’s list',
    file: feature('activity/service/read.ts'),
    before: "may: everywhere ? null : visibleUsers(actor, 'activity.read'),",
    after: 'may: everywhere ? null : null,',
    test: feature('activity/reading.test.ts'),
  }),
  S26({
    without: 'something is written down of people out of reach',
    file: feature('activity/service/send.ts'),
    before: "visibleUsers(ctx.actor, 'activity.send'),",
    after: "visibleUsers({ ...ctx.actor, superuser: true }, 'activity.send'),",
    test: feature('activity/sending.test.ts'),
  }),
]

const presence: readonly Mutant[] = [
  S26({
    without: 'availability is taken of people out of reach',
    file: feature('users/service/meant.ts'),
    before: 'visibleUsers(actor, permission)',
    after: 'visibleUsers({ ...actor, superuser: true }, permission)',
    test: feature('presence/presence.test.ts'),
  }),
  S26({
    without: 'who is there is told of people out of sight',
    file: feature('presence/sql/seen.ts'),
    before: "${visibleUsers(actor, 'users.read')}`.execute(db)",
    after: 'true`.execute(db)',
    test: feature('presence/presence.test.ts'),
  }),
  S26({
    without: 'a board counts and names people out of sight',
    file: feature('presence/sql/seen.ts'),
    before: "visiblePeople(actor, 'activity.read'),",
    after: "visiblePeople({ ...actor, superuser: true }, 'activity.read'),",
    test: feature('presence/presence.test.ts'),
  }),
  S26({
    without: 'the day of anybody is shown',
    file: feature('presence/sql/seen.ts'),
    before: "${visibleUsers(actor, 'activity.read')}`.execute(db)",
    after: 'p.tenant_id = ${actor.tenantId}`.execute(db)',
    test: feature('presence/presence.test.ts'),
  }),
  S26({
    without: 'the stream names to a manager whoever changed',
    file: feature('live/service.ts'),
    before: "reach.everywhere && ids ? { kind: 'users-changed', ids, count: many }",
    after: "ids ? { kind: 'users-changed', ids, count: many }",
    test: feature('live/live.test.ts'),
  }),
]

const calls: readonly Mutant[] = [
  S26({
    without: 'call statistics count everybody',
    file: feature('calls/sql/statistics.ts'),
    before: "if (reachOf(actor, 'calls.read')?.everywhere) return",
    after: "if (reachOf(actor, 'calls.read')) return",
    test: feature('calls/calls.test.ts'),
  }),
  S26({
    without: 'calls are sent for agents out of reach',
    file: feature('calls/sql/agents.ts'),
    before: "where ${visibleUsers(actor, 'activity.send')}`.execute(db)",
    after: '`.execute(db)',
    test: feature('calls/calls.test.ts'),
  }),
  S26({
    without: 'whoever sends for a site takes calls from agents elsewhere by their ids',
    file: feature('calls/sql/take.ts'),
    before: ' and ${mine}\n',
    after: '\n',
    test: feature('calls/calls.test.ts'),
  }),
  S26({
    without: 'whoever sends for a site says anew what is kept aside',
    file: feature('calls/sql/take.ts'),
    before: 'where ${may === null}::boolean',
    after: '',
    test: feature('calls/calls.test.ts'),
  }),
  S26({
    without: 'what belongs to the whole tenant is changed by whoever holds a permission for a part of it',
    file: feature('roles/service/whole-tenant.ts'),
    before: 'if (reachOf(actor, permission)?.everywhere) return',
    after: 'if (reachOf(actor, permission)) return',
    test: feature('roles/whole-tenant.test.ts'),
  }),
]

const house: readonly Mutant[] = [
  S26({
    without: 'members of a queue are listed to whoever sees others',
    file: feature('queues/sql/members.ts'),
    before: "visiblePeople(actor, 'users.read'),",
    after: "visiblePeople({ ...actor, superuser: true }, 'users.read'),",
    test: feature('queues/queues.test.ts'),
  }),
  S26({
    without: 'a queue counts its members in the whole tenant for whoever sees a part of it',
    file: feature('roles/scope.ts'),
    before: "  if (reach.everywhere) return 'everybody'\n",
    after: "  if (reach) return 'everybody'\n",
    test: feature('queues/queues.test.ts'),
  }),
  S26({
    without: 'a group counts its members for whoever may see nobody',
    file: feature('roles/scope.ts'),
    before: "  if (!reach) return 'nobody'\n",
    after: "  if (!reach) return 'everybody'\n",
    test: feature('groups/groups.test.ts'),
  }),
  S26({
    without: 'whoever starts a review of one desk learns who is there elsewhere',
    file: feature('reviews/service/start.ts'),
    before: 'if (id && id !== ctx.actor.id && !(await isVisible(ctx, id)))',
    after: "if (id === '')",
    test: feature('reviews/reviews.test.ts'),
  }),
  S26({
    without: 'leads of everybody are in sight',
    file: feature('leads/scope.ts'),
    before: '  if (reach.everywhere) return tenant\n',
    after: '  if (reach) return tenant\n',
    test: feature('leads/leads.test.ts'),
  }),
  S26({
    without: 'leads and callbacks are given to people out of reach',
    file: feature('leads/scope.ts'),
    before: "sql<boolean>`${visibleUsers(actor, 'leads.manage')} and p.status",
    after: 'sql<boolean>`p.tenant_id = ${actor.tenantId} and p.status',
    test: feature('leads/leads.test.ts'),
  }),
  S26({
    without: 'callbacks of everybody are in sight',
    file: feature('leads/service/callbacks.ts'),
    before: "everywhere ? null : visibleUsers(actor, 'leads.manage')",
    after: 'everywhere ? null : null',
    test: feature('leads/callbacks.test.ts'),
  }),
  S26({
    without: 'how many a rule found in the whole tenant is told to whoever sees a part of it',
    file: feature('health/service.ts'),
    before: "if (!reachOf(ctx.actor, 'users.read')?.everywhere) return rules",
    after: '',
    test: feature('health/health.test.ts'),
  }),
  S26({
    without: 'how far anybody is set up is shown',
    file: feature('checklists/sql.ts'),
    before: "and (p.id = ${mine}::uuid or ${visibleUsers(actor, 'users.read')})`",
    after: '`',
    test: feature('checklists/checklists.test.ts'),
  }),
  S26({
    without: 'any training is ticked by whoever sees the user',
    file: feature('checklists/service.ts'),
    before: 'if (!item.mayTick)',
    after: 'if (!item)',
    test: feature('checklists/checklists.test.ts'),
  }),
  S26({
    without: 'a reviewer decides people whom they no longer see',
    file: feature('reviews/service/reviews.ts'),
    before: 'const mine = mineNow(ctx, review)',
    after: 'const mine = isMine(ctx.actor.id, review)',
    test: feature('reviews/reviews.test.ts'),
  }),
  S26({
    without: 'who may do something is told of people out of sight',
    file: feature('roles/sql/why.ts'),
    before: 'sql`p.site_id = any(${[...sites]}::int[])`,',
    after: 'sql`true`,',
    test: feature('roles/why.property.test.ts'),
  }),
]

export const mutants: readonly Mutant[] = [
  ...[...activity, ...presence, ...calls, ...house],
  {
    statement: 'S29',
    without: 'a reviewer decides about themselves',
    file: feature('reviews/sql/rows.ts'),
    before: 'r.user_id::text <> ${actorId} and case when r.decider_id is null',
    after: '${actorId}::text is not null and case when r.user_id is null',
    test: feature('reviews/reviews.test.ts'),
  },
  {
    statement: 'S29',
    without: 'merging two desks widens roles beyond whoever merges',
    file: feature('roles/service/desk-limits.ts'),
    before:
      "if (lackedPower(ctx.actor, { permissions, sites: null, desks: [into] })) throw refusal('grants-more-than-you')",
    after: '',
    test: feature('groups/merge.test.ts'),
  },
]
