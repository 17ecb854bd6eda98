import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { rowOf } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const QUEUE = 'Lighthouse line'
const BELOW = `1 queue will be below its minimum: ${QUEUE} (0 of 1)`

describe('a queue and its last agent (HOUSE-2, USER-4)', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Person
  let name: string

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    agent = (await findPeople(ada, { role: 'Agent', status: 'active', sort: 'created' }))[9]!
    name = nameOf(agent)
    // Nobody of the demonstration has a password, and whoever has none waits for one once activated.
    await call(ada, 'POST', `/users/${agent.id}/reset-password`, {})
    await ada.goto('/')
  })

  const openQueue = async () => {
    await ada.goto('/queues')
    await rowOf(ada, QUEUE).getByRole('link', { name: QUEUE }).click()
    await ada.getByRole('heading', { level: 1, name: QUEUE }).waitFor()
  }
  const choose = async (entry: string) => {
    await ada.goto(`/users/${agent.id}`)
    await ada.getByRole('button', { name: 'More actions' }).click()
    await ada.getByRole('menuitem', { name: entry }).click()
  }

  test('a new queue that needs somebody says that it is short, and no longer once an agent is added', async () => {
    await ada.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Queues' }).click()
    await ada.getByRole('button', { name: 'New queue' }).click()
    await field(ada, 'Name').fill(QUEUE)
    await field(ada, 'Minimum of active agents').fill('1')
    await ada.getByRole('button', { name: 'Create queue' }).click()
    await rowOf(ada, QUEUE).getByText('1 short').waitFor()
    await openQueue()
    await ada.getByText('Nobody is in this queue yet').waitFor()
    await ada.getByRole('button', { name: 'Add agents' }).click()
    const dialog = ada.getByRole('dialog', { name: /^Add agents/ })
    await field(dialog, 'Agents').fill(agent.username)
    await ada.getByRole('option', { name }).click()
    // What is still offered stands over the button.
    await ada.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Add to queue' }).click()
    await ada.getByText(`${name} is in ${QUEUE} now.`).waitFor()
    await ada.getByText('1 active agent, 1 needed.').waitFor()
  })

  test('the priority is changed where it stands', async () => {
    const priority = field(rowOf(ada, name), `Priority of ${name}`)
    await priority.fill('7')
    await priority.press('Enter')
    const saved = () => call<{ items: { name: string; priority: number }[] }>(ada, 'GET', `/users/${agent.id}/history`)
    await expect.poll(async () => JSON.stringify((await saved()).body)).toContain(`${QUEUE} (priority 7)`)
  })

  test('a plan that takes the last agent out warns, before anything happens', async () => {
    await ada.getByRole('checkbox', { name: 'Select this page' }).check()
    await ada.getByRole('button', { name: 'Remove from queue…' }).click()
    await ada.getByText(BELOW).first().waitFor()
  })

  test('deactivating the last agent warns as well, and activating offers the way back, priority included', async () => {
    await choose('Deactivate')
    const dialog = ada.getByRole('dialog', { name: `Deactivate ${name}?` })
    await dialog.getByText(`${BELOW}.`).waitFor()
    await dialog.getByRole('button', { name: /^Deactivate / }).click()
    await ada.getByText(/is inactive now/).waitFor()
    await choose('Activate')
    await ada.getByText(/can sign in again .* is in no queue\./).waitFor()
    await ada
      .getByRole('button', { name: /^Back to / })
      .filter({ hasText: QUEUE })
      .click()
    await ada.getByText(/Back in /).waitFor()
    await openQueue()
    expect(await field(rowOf(ada, name), `Priority of ${name}`).inputValue()).toBe('7')
  })

  test('a queue is found while its name is typed, by keys alone', async () => {
    await ada.goto('/queues')
    await rowOf(ada, QUEUE).waitFor()
    await ada.keyboard.press('/')
    await ada.keyboard.type('lightho')
    await expect.poll(() => ada.getByRole('table').getByRole('row').count()).toBe(2)
    await ada.waitForURL(/[?&]q=lightho/)
    await field(ada, 'Search queues').fill('nothing is called so')
    await ada.getByRole('button', { name: 'Clear the search' }).click()
    await rowOf(ada, QUEUE).waitFor()
    expect(await field(ada, 'Search queues').inputValue()).toBe('')
  })

  test('an archived queue is offered nowhere, and comes back', async () => {
    await ada.goto('/queues')
    const actions = rowOf(ada, QUEUE).getByRole('button', { name: `Actions for ${QUEUE}` })
    await actions.click()
    await ada.getByRole('menuitem', { name: 'Archive' }).click()
    await rowOf(ada, QUEUE).waitFor({ state: 'detached' })
    await ada.getByRole('checkbox', { name: 'Show archived' }).check()
    await actions.click()
    await ada.getByRole('menuitem', { name: 'Bring back' }).click()
    await ada.getByText('is back, and offered again.').waitFor()
    await rowOf(ada, QUEUE).getByText('Archived').waitFor({ state: 'detached' })
  })
})
