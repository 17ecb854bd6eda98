import { describe, expect, test } from 'vitest'
import { transaction } from '#src/server/context.ts'
import { world } from '#test/world.ts'
import { joinQueues, leaveQueues } from './service/places.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const { jon, kai, ines, hugo } = w.people
const hand = w.hand(tenantId)
const inTrx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(hand, work)

const makeQueue = async (tenant_id: number, name: string, archived_at: Date | null = null) =>
  (
    await w.db
      .insertInto('queues')
      .values({ tenant_id, name, name_key: name.toLowerCase(), archived_at })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const support = await makeQueue(tenantId, 'Support')
const billing = await makeQueue(tenantId, 'billing')
const closed = await makeQueue(tenantId, 'Closed', new Date())
const foreign = await makeQueue(hugo.tenantId, 'Foreign')
const places = () =>
  w.db
    .selectFrom('queue_members')
    .select(['user_id', 'queue_id', 'priority'])
    .orderBy('user_id')
    .orderBy('queue_id')
    .execute()

describe('places in queues', () => {
  test('a set of people leaves every queue, and comes back with the same priorities', async () => {
    await w.db.deleteFrom('queue_members').execute()
    const rows = [
      { userId: jon.id, queueId: support, priority: 3 },
      { userId: jon.id, queueId: billing, priority: 1 },
      { userId: kai.id, queueId: support, priority: 99 },
    ]
    await inTrx((trx) => joinQueues(trx, tenantId, rows))
    const before = await places()
    const left = await inTrx((trx) => leaveQueues(trx, tenantId, [jon.id, kai.id, ines.id]))
    expect(left).toEqual(
      new Map([
        [
          jon.id,
          [
            { id: support, priority: 3 },
            { id: billing, priority: 1 },
          ],
        ],
        [kai.id, [{ id: support, priority: 99 }]],
      ]),
    )
    expect(await places()).toEqual([])
    const back = [...left].flatMap(([userId, queues]) =>
      queues.map(({ id, priority }) => ({ userId, queueId: id, priority })),
    )
    await inTrx((trx) => joinQueues(trx, tenantId, back))
    expect(await places()).toEqual(before)
  })

  test('nobody joins an archived queue or one of another tenant, and a place that is taken stays as it is', async () => {
    await w.db.deleteFrom('queue_members').execute()
    const rows = [support, closed, foreign].map((queueId) => ({ userId: kai.id, queueId, priority: 5 }))
    await inTrx((trx) => joinQueues(trx, tenantId, rows))
    await inTrx((trx) => joinQueues(trx, tenantId, [{ userId: kai.id, queueId: support, priority: 9 }]))
    expect(await places()).toEqual([{ user_id: kai.id, queue_id: support, priority: 5 }])
    await inTrx((trx) => joinQueues(trx, tenantId, []))
  })

  test('people of another tenant are out of reach', async () => {
    await w.db
      .insertInto('queue_members')
      .values({ tenant_id: hugo.tenantId, user_id: hugo.id, queue_id: foreign })
      .execute()
    expect(await inTrx((trx) => leaveQueues(trx, tenantId, [hugo.id]))).toEqual(new Map())
    expect(await places()).toContainEqual({ user_id: hugo.id, queue_id: foreign, priority: 1 })
  })
})
