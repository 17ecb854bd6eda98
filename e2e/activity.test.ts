import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('what people do (LOG-2, LOG-3)', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Person
  const send = (...texts: string[]) =>
    call<{ taken: number }>(ada, 'POST', '/activity', {
      rows: texts.map((text) => ({ kind: 'note', userId: agent.id, text, address: '203.0.113.50' })),
    })
  const line = (words: string) => ada.getByRole('listitem').filter({ hasText: words })

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    agent = (await findPeople(ada, { role: 'Agent', status: 'active', sort: '-username' }))[0]!
    expect((await send('Promised a refund to Ångström', 'Second try')).body.taken).toBe(2)
  })

  test('a supervisor finds what somebody did by its words, and sends the address of it on', async () => {
    await ada.goto(`/users/${agent.id}/activity`)
    await ada.getByText(/Busiest /).waitFor()
    await line('Second try').waitFor()
    await field(ada, 'Text').fill('angstrom REFUND')
    await ada.getByRole('button', { name: 'Find' }).click()
    await line('Second try').waitFor({ state: 'detached' })
    await line('Promised a refund').waitFor()
    await ada.reload()
    await line('Promised a refund').waitFor()
    await ada.getByRole('button', { name: 'Clear' }).click()
    await line('Second try').waitFor()
    await ada.getByRole('button', { name: 'Show as table' }).click()
    await ada.getByRole('columnheader', { name: 'Mon' }).waitFor()
  })

  test('takes it along as a file, and finds who it was among everybody by the address', async () => {
    const coming = ada.waitForEvent('download')
    await ada.getByRole('button', { name: 'Export as CSV' }).click()
    expect((await coming).suggestedFilename()).toBe('rollcall-activity.csv')
    await ada.goto('/activity')
    await field(ada, 'Address or network').fill('203.0.113.50/31')
    await ada.getByRole('button', { name: 'Find' }).click()
    await line('Second try')
      .getByRole('link', { name: nameOf(agent) })
      .waitFor()
    windows.expectRefusal('422 GET /api/v1/activity')
    await field(ada, 'Address or network').fill('nowhere')
    await ada.getByRole('button', { name: 'Find' }).click()
    await ada.getByText(/^An address is written like/).waitFor()
  })

  test('watches what happens now: it comes by itself, waits while it is paused, and moves nothing under the pointer', async () => {
    await ada.goto(`/users/${agent.id}/activity/live`)
    await line('Second try').waitFor()
    await send('Came by itself')
    await line('Came by itself').waitFor()
    await ada.getByRole('row', { name: /^Note [34] / }).waitFor()
    await ada.getByRole('button', { name: 'Pause' }).click()
    await send('One that waits', 'Another')
    await ada.getByRole('button', { name: '2 new' }).click()
    await line('One that waits').waitFor()
    await ada.getByRole('button', { name: 'Go on' }).click()
    await line('Came by itself').hover()
    await send('Not under the pointer')
    await ada.getByRole('button', { name: '1 new' }).waitFor()
    expect(await line('Not under the pointer').count()).toBe(0)
    await ada.getByRole('heading', { level: 1 }).hover()
    await line('Not under the pointer').waitFor()
  })
})
