import { describe, expect, onTestFinished, test } from 'vitest'
import { program } from '#test/program.ts'
import { allRoutes } from '../../entry/routes.ts'
import { openFirstRun } from './service.ts'

const routes = allRoutes({ makeDemonstration: async () => ({ password: 'ABCD-EFGH' }) })
const wanted = (token: string) => ({
  token,
  operator: {
    firstName: 'Otto',
    lastName: 'Berg',
    email: 'otto@operators.example',
    password: 'lantern gravel otter nine',
  },
  tenant: { name: 'Nordlys', slug: 'nordlys', language: 'en', timeZone: 'Europe/Riga' },
  site: { name: 'Riga', timeZone: 'Europe/Riga', country: 'LV' },
})

/** A program that was started on an empty database, and the token that it printed. */
async function started() {
  const p = await program(routes)
  onTestFinished(p.stop)
  const tenants = async () =>
    await p.db.selectFrom('tenants').select(['slug', 'parent_id', 'super']).orderBy('id').execute()
  return {
    ...p,
    token: (await openFirstRun(p.parts))!,
    tenants,
    setUp: (body: object) => p.with().post('/first-run', body),
  }
}

describe('an empty installation', () => {
  test('S15 waits, and opens with the token printed at its start, and with none that was printed before', async () => {
    const { parts, setUp, token, tenants, with: by } = await started()
    expect((await by().get('/first-run')).body).toEqual({ waiting: true })
    const second = (await openFirstRun(parts))!
    expect(second).not.toBe(token)
    expect((await setUp(wanted(token))).body.type).toBe('/problems/wrong-first-run-token')
    expect(await tenants()).toEqual([])
    expect((await setUp(wanted(second))).status).toBe(201)
  })

  test('S15 keeps the hash of the token alone, and holds no account that anybody could know', async () => {
    const { db, token } = await started()
    expect(JSON.stringify(await db.selectFrom('first_run').selectAll().execute())).not.toContain(token)
    expect(await db.selectFrom('users').selectAll().execute()).toEqual([])
  })

  test('201 makes the operator, the first tenant and its site, and signs the operator in there', async () => {
    const { setUp, token, tenants, db, with: by } = await started()
    const { status, body, cookie } = await setUp(wanted(token))
    expect(status).toBe(201)
    expect(await tenants()).toEqual([
      { slug: 'operator', parent_id: null, super: true },
      { slug: 'nordlys', parent_id: expect.any(Number), super: false },
    ])
    expect((await by({ cookie }).get('/session')).body).toMatchObject({
      operator: true,
      superuser: true,
      user: { name: 'Otto Berg' },
      tenant: { id: body.tenant, slug: 'nordlys' },
    })
    expect(
      await db.selectFrom('sites').select(['name', 'country']).where('tenant_id', '=', body.tenant).execute(),
    ).toEqual([{ name: 'Riga', country: 'LV' }])
    expect(
      (
        await by().post('/session', {
          tenant: 'operator',
          name: 'otto@operators.example',
          password: 'lantern gravel otter nine',
        })
      ).status,
    ).toBe(200)
  })

  test('201 with the demonstration gives the password of its administrator, once', async () => {
    const { setUp, token } = await started()
    expect((await setUp({ ...wanted(token), demonstration: true })).body.demonstrationPassword).toBe('ABCD-EFGH')
  })

  test('S15 the token dies on use, also between two who use it at the same moment', async () => {
    const { setUp, token, tenants, parts, with: by } = await started()
    const answers = await Promise.all([setUp(wanted(token)), setUp(wanted(token))])
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409])
    expect(answers.find((a) => a.status === 409)?.body.type).toBe('/problems/first-run-over')
    expect(await tenants()).toHaveLength(2)
    expect((await setUp(wanted(token))).body.type).toBe('/problems/first-run-over')
    expect((await by().get('/first-run')).body).toEqual({ waiting: false })
    expect(await openFirstRun(parts)).toBeNull()
  })

  test('422 names what does not fit; nothing is made, and the token still opens', async () => {
    const { setUp, token, tenants } = await started()
    const { operator, tenant } = wanted(token)
    const pointers = async (change: object) => {
      const { status, body } = await setUp({ ...wanted(token), ...change })
      expect(status).toBe(422)
      return body.errors.map((e: { pointer: string }) => e.pointer)
    }
    expect(await pointers({ operator: { ...operator, password: 'short' } })).toEqual(['#/operator/password'])
    expect(await pointers({ operator: { ...operator, password: 'Otto Berg Otto Berg' } })).toEqual([
      '#/operator/password',
    ])
    expect(await pointers({ operator: { ...operator, email: 'otto' } })).toEqual(['#/operator/email'])
    expect(await pointers({ tenant: { ...tenant, timeZone: 'Riga' } })).toEqual(['#/tenant/timeZone'])
    expect((await setUp({ ...wanted(token), tenant: { ...tenant, slug: 'operator' } })).body.type).toBe(
      '/problems/tenant-slug-taken',
    )
    expect(await tenants()).toEqual([])
    expect((await setUp(wanted(token))).status).toBe(201)
  })

  test('409 before the server has printed a token', async () => {
    const p = await program(routes)
    onTestFinished(p.stop)
    expect((await p.with().get('/first-run')).body).toEqual({ waiting: false })
    expect((await p.with().post('/first-run', wanted('x'))).body.type).toBe('/problems/first-run-over')
  })
})
