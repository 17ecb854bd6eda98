import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
const UNKNOWN = '99204040'

describe('calls (LOG-4)', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Person
  let lines: string[]

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    // Of the demonstration's agents, one who took no calls: who waits in no queue, and is not at work.
    const idle = { queue: 'none', availability: 'any:offline' }
    agent = (await findPeople(ada, { role: 'Agent', status: 'active', ...idle, sort: 'username' }))[0]!
    // As the file of a small telephone system: one column names agents, and nobody calls it by our word.
    lines = Array.from({ length: 40 }, (_, i) => {
      const who = i % 10 === 9 ? UNKNOWN : agent.username
      return `${i};${who};${day} 10:${String(i).padStart(2, '0')}:00;${i % 4 === 0 ? '0;missed' : '90;answered'}`
    })
  })

  test('a file is looked at, its columns are matched, and totals of the agent are those of the file', async () => {
    await ada.goto('/calls/import')
    const buffer = Buffer.from(['Id;Who took it;When;Talk time;Status', ...lines].join('\n'))
    await ada.setInputFiles('input[type=file]', { name: 'calls.csv', mimeType: 'text/csv', buffer })
    await ada.getByText('calls.csv').waitFor()
    // Whoever does not look first is shown what is missing, and where to say it.
    windows.expectRefusal('422 POST /api/v1/calls/files')
    await ada.getByRole('button', { name: 'Count the calls' }).click()
    await ada.getByText('No heading says when calls began.', { exact: false }).waitFor()
    await ada.getByText('0 would be counted').waitFor()
    for (const [label, heading] of [
      ['Agent', 'Who took it'],
      ['Began', 'When'],
    ] as const) {
      await ada.getByRole('combobox', { name: label, exact: true }).click()
      await ada.getByRole('option', { name: heading, exact: true }).click()
    }
    for (const counted of ['36 counted', '0 counted']) {
      await ada.getByRole('button', { name: 'Count the calls' }).click()
      await ada.getByText(counted, { exact: true }).waitFor()
    }
    await ada.getByText('4 kept aside', { exact: false }).waitFor()
    const theirs = lines.filter((line) => line.includes(`;${agent.username};`))
    const { body } = await call(ada, 'GET', `/users/${agent.id}/calls`)
    expect((body as { totals: object }).totals).toEqual({
      calls: theirs.length,
      handled: theirs.filter((line) => line.endsWith('answered')).length,
      missed: theirs.filter((line) => line.endsWith('missed')).length,
      talkSeconds: theirs.filter((line) => line.endsWith('answered')).length * 90,
    })
  })

  test('calls of an unknown name are given to a user, and counted', async () => {
    await ada.getByRole('link', { name: 'Mend them' }).click()
    await ada.getByRole('heading', { name: 'Calls kept aside' }).waitFor()
    const card = ada.getByRole('region', { name: `Extension ${UNKNOWN}` })
    await field(card, 'Whose calls are these?').fill(agent.username)
    await ada.getByRole('option', { name: agent.username }).first().click()
    await card.getByRole('button', { name: `Count for ${nameOf(agent)}` }).click()
    await ada.getByText('4 calls counted.').waitFor()
    await ada.getByText('Nothing is kept aside').waitFor()
  })

  test('the page of the user shows them by day, as a chart and as a table', async () => {
    await ada.goto(`/users/${agent.id}/calls`)
    await ada.getByRole('img', { name: /^Calls by day/ }).waitFor()
    await ada.getByRole('button', { name: 'Show as table' }).click()
    const row = ada.getByRole('region', { name: 'Calls by day' }).getByRole('row').nth(1)
    expect(await row.innerText()).toMatch(/40$/)
  })
})
