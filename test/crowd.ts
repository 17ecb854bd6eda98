/** A crowd of random people in Nordlys, written by the program itself, and what the tables then say of each of them. */
import fc from 'fast-check'
import { newId } from '#src/contract/ids.ts'
import { fold } from '#src/contract/text.ts'
import { createPeople, stage, type StagedPerson } from '#src/features/users/service/create.ts'
import type { World } from './world.ts'

const NAMES = [
  'Ana',
  'Ånna',
  'Łukasz',
  'Zoë',
  'Bērziņa',
  "O'Brien",
  'Иванов',
  'Ёлкин',
  'Νίκος',
  'مُحَمَّد',
  '王小明',
  '佐藤',
  'さくら',
  '김민준',
  'สมชาย',
  'अनिल',
  'İpek',
  'Straße',
  '𐐔𐐇𐐝',
  'van der Berg',
]
const DAY = 86_400_000
const ROLES = ['agent', 'agent', 'manager', 'auditor'] as const
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 })
const name = fc.constantFrom(...NAMES)

const anybody = fc.record({
  firstName: maybe(name),
  lastName: maybe(name),
  site: fc.nat(2),
  status: fc.constantFrom('active' as const, 'active' as const, 'inactive' as const, 'pending' as const),
  superuser: fc.constantFrom(false, false, false, true),
  timeZone: maybe(fc.constantFrom('Europe/Riga', 'Asia/Tokyo')),
  languages: fc.subarray(['lv', 'en', 'ja']),
  autoDial: fc.constantFrom('off' as const, 'preview' as const, 'predictive' as const),
  assignLeads: fc.boolean(),
  useAddressList: fc.boolean(),
  sipOption: maybe(fc.constantFrom('webrtc' as const, 'pbx' as const)),
  phone: maybe(fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => `+371${n}`)),
  callerIdName: maybe(name),
  desks: fc.subarray([0, 1]),
  skills: fc.subarray([0, 1]),
  role: fc.nat(3),
  extension: fc.constantFrom('none' as const, 'phone' as const, 'virtual' as const, 'dynamic' as const),
  createdDaysAgo: fc.nat(400),
  signedInDaysAgo: maybe(fc.nat(200)),
  online: fc.boolean(),
  queue: fc.boolean(),
  lead: fc.boolean(),
  deleted: fc.constantFrom(false, false, false, false, true),
})
export const crowdOf = (size: number) => fc.array(anybody, { minLength: size, maxLength: size })
export type Somebody = (typeof anybody extends fc.Arbitrary<infer T> ? T : never) & { readonly serial: number }

/** What lists show and filter of one person, read from the tables themselves and from nothing that follows from them. */
export type Truth = Awaited<ReturnType<typeof readTruth>>[number]

function staged(w: World, s: Somebody): StagedPerson {
  const { nordlys } = w.tenants
  const sites = [nordlys.sites['riga']!, nordlys.sites['malmö']!, nordlys.sites['malmö']!]
  const username = `${fold(s.firstName ?? 'nobody').replaceAll(' ', '-')}.${s.serial}`
  const values = {
    ...{ username, email: `${s.serial}.${fold(s.lastName ?? 'x').replaceAll(/[^a-z]/g, '')}@nordlys.example` },
    ...{
      firstName: s.firstName,
      lastName: s.lastName,
      site: sites[s.site]!,
      superuser: s.superuser,
      timeZone: s.timeZone,
    },
    ...{ languages: s.languages, autoDial: s.autoDial, assignLeads: s.assignLeads, useAddressList: s.useAddressList },
    ...{ sipOption: s.sipOption, sipPbx: nordlys.pbxId, phone: s.phone, callerIdName: s.callerIdName },
    sipExtension: s.extension === 'phone' ? String(100 + s.serial) : s.extension === 'dynamic' ? 'dynamic' : null,
    virtualExtension: s.extension === 'virtual' ? String(7 * s.serial).padStart(5, '0') : null,
    desks: s.desks.map((i) => Object.values(nordlys.desks)[i]!),
    skills: s.skills.map((i) => ({ id: Object.values(nordlys.skills)[i]!, level: 1 + (s.serial % 5) })),
    roles: [{ id: nordlys.roles[ROLES[s.role]!] }],
  }
  const createdAt = new Date(w.clock.now().getTime() - s.createdDaysAgo * DAY - s.serial * 1000)
  return { ...stage(values, true, createdAt), status: s.status }
}

/** Lets these people in, with what is not theirs to be created with: sign-ins, sessions, queues, leads, deletions. */
export async function letIn(w: World, people: readonly Somebody[], queueId: number): Promise<string[]> {
  const { tenantId: tenant_id } = w.tenants.nordlys
  const now = w.clock.now().getTime()
  const made = people.map((s) => ({ s, person: staged(w, s) }))
  const idsOf = (holds: (s: Somebody) => unknown) => made.filter(({ s }) => holds(s)).map(({ person }) => person.id)
  const some = <T>(rows: T[], insert: (rows: T[]) => { execute(): Promise<unknown> }) =>
    rows.length > 0 ? insert(rows).execute() : undefined
  await w.database
    .tenant(tenant_id)
    .transaction()
    .execute(async (trx) => {
      await createPeople(
        w.hand(tenant_id),
        trx,
        made.map(({ person }) => person),
      )
      const signIns = made.flatMap(({ s, person }) =>
        s.signedInDaysAgo === null
          ? []
          : [{ tenant_id, user_id: person.id, last_at: new Date(now - s.signedInDaysAgo * DAY - s.serial * 1000) }],
      )
      await some(signIns, (rows) => trx.insertInto('user_sign_ins').values(rows))
      await some(
        idsOf((s) => s.online).map((user_id) => ({
          tenant_id,
          id: newId(),
          user_id,
          token_hash: Buffer.from(newId()),
          acting_tenant_id: tenant_id,
          last_seen_at: new Date(now),
          expires_at: new Date(now + DAY),
        })),
        (rows) => trx.insertInto('sessions').values(rows),
      )
      await some(
        idsOf((s) => s.queue && s.status === 'active' && ROLES[s.role] === 'agent').map((user_id) => ({
          tenant_id,
          user_id,
          queue_id: queueId,
        })),
        (rows) => trx.insertInto('queue_members').values(rows),
      )
      await some(
        idsOf((s) => s.lead).map((user_id) => ({ tenant_id, id: newId(), name: 'Lead', user_id })),
        (rows) => trx.insertInto('leads').values(rows),
      )
    })
  const gone = idsOf((s) => s.deleted)
  if (gone.length > 0)
    await w.database
      .tenant(tenant_id)
      .updateTable('users')
      .set({ deleted_at: new Date(now) })
      .where('id', 'in', gone)
      .execute()
  return made.map(({ person }) => person.id)
}

export async function readTruth(w: World) {
  const of = async <R extends { user_id: string | null }>(rows: Promise<R[]>) =>
    Map.groupBy(await rows, (r) => r.user_id)
  const sites = new Map((await w.db.selectFrom('sites').selectAll().execute()).map((s) => [s.id, s]))
  const kinds = new Map((await w.db.selectFrom('groups').select(['id', 'kind']).execute()).map((g) => [g.id, g.kind]))
  const [members, grants, queues, sessions, signIns, leads] = await Promise.all([
    of(w.db.selectFrom('group_members').selectAll().execute()),
    of(w.db.selectFrom('role_grants').selectAll().execute()),
    of(w.db.selectFrom('queue_members').selectAll().execute()),
    of(w.db.selectFrom('sessions').selectAll().where('ended_at', 'is', null).execute()),
    of(w.db.selectFrom('user_sign_ins').selectAll().execute()),
    of(w.db.selectFrom('leads').selectAll().execute()),
  ])
  const people = await w.db.selectFrom('users').selectAll().where('deleted_at', 'is', null).execute()
  return people.map((p) => {
    const groupsOf = (kind: string) =>
      (members.get(p.id) ?? []).map((m) => m.group_id).filter((id) => kinds.get(id) === kind)
    return {
      ...p,
      site: sites.get(p.site_id)!,
      groups: {
        desk: groupsOf('desk'),
        skill: groupsOf('skill'),
        tag: groupsOf('tag'),
        businessUnit: groupsOf('business_unit'),
        agentGroup: groupsOf('agent_group'),
      },
      roles: (grants.get(p.id) ?? []).map((g) => g.role_id),
      queues: (queues.get(p.id) ?? []).map((q) => q.queue_id),
      online: (sessions.get(p.id) ?? []).some(
        (s) => s.expires_at.getTime() > Date.now() && s.last_seen_at.getTime() > Date.now() - 3_600_000,
      ),
      lastSignIn: signIns.get(p.id)?.[0]?.last_at ?? null,
      leads: leads.get(p.id)?.length ?? 0,
    }
  })
}
