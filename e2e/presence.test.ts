import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { names, rowOf } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, signInAs } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('who is there, and what they do (LIST-3, LIST-4)', () => {
  const windows = useWindows()
  let ada: Page
  let theirs: Page
  let agent: Person
  const say = (state: string) => call(ada, 'POST', '/availability', { rows: [{ user: agent.id, state }] })
  const list = () => `/users?sort=availability&status=any:active&q=${agent.username}&view=all`
  /** What the board counts, by its word. */
  const counted = async (word: string) =>
    Number(
      (await ada.locator('dl > div', { hasText: word }).locator('dd').textContent())?.replace(',', '') ?? Number.NaN,
    )

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    agent = (
      await findPeople(ada, { role: 'Agent', status: 'any:active', availability: 'any:offline', sort: '-name' })
    )[0]!
    theirs = await windows.open()
  })

  test('an agent who signs in elsewhere turns online in an open list, without a reload, and no row moves', async () => {
    await ada.goto(list())
    await rowOf(ada, nameOf(agent)).getByText('Offline').waitFor()
    const before = await names(ada)
    const marked = await ada.evaluate(() => ((window as { still?: boolean }).still = true))
    await signInAs(theirs, ada, agent)
    await theirs.goto('/')
    await rowOf(ada, nameOf(agent)).getByText('Online').waitFor()
    expect(await names(ada)).toEqual(before)
    expect(await ada.evaluate(() => (window as { still?: boolean }).still)).toBe(marked)
    await say('on-call')
    await rowOf(ada, nameOf(agent)).getByText('On call').waitFor()
  })

  test('the page of a user says what they do since when, and shows the day as a ribbon and as a table', async () => {
    await ada.goto(`/users/${agent.id}`)
    await ada.getByText('On call').first().waitFor()
    await ada.getByText('signed in', { exact: true }).waitFor()
    await ada.getByText('Worked').waitFor()
    await say('break')
    await ada.getByRole('img', { name: /^Break, / }).waitFor({ state: 'attached' })
    await ada.getByRole('button', { name: 'Show as table' }).click()
    await ada.getByRole('cell', { name: 'Break' }).waitFor()
    await ada.getByRole('button', { name: 'The day before' }).click()
    await ada.getByText('No system has reported on this day.').or(ada.getByText('Worked')).first().waitFor()
  })

  test('the board of a room follows by itself, and is narrowed to a site by its address', async () => {
    await ada.goto('/live')
    await ada.getByRole('region', { name: 'Wrap-up' }).waitFor()
    const everywhere = await counted('Wrap-up')
    const { body } = await call<{ site: { name: string } }>(ada, 'GET', `/users/${agent.id}`)
    await ada.getByRole('combobox', { name: 'Site' }).click()
    await ada.getByRole('option', { name: body.site.name, exact: true }).click()
    await expect.poll(() => new URL(ada.url()).searchParams.get('site')).toMatch(/^any:\d+$/)
    const breaks = ada.getByRole('region', { name: 'Break' })
    await breaks.getByText(nameOf(agent)).waitFor()
    // What was counted of all sites stands until the answer comes.
    await expect.poll(() => counted('Wrap-up')).toBeLessThan(everywhere)
    const wrappingUp = await counted('Wrap-up')
    await say('wrap-up')
    await ada.getByRole('region', { name: 'Wrap-up' }).getByText(nameOf(agent)).waitFor()
    expect(await counted('Wrap-up')).toBe(wrappingUp + 1)
    await breaks.getByText(nameOf(agent)).waitFor({ state: 'detached' })
  })

  test('whoever is deactivated is gone from the board', async () => {
    windows.expectRefusal('401 ')
    await call(ada, 'POST', `/users/${agent.id}/deactivate`)
    await ada.getByText(nameOf(agent)).waitFor({ state: 'detached' })
    await theirs.getByText('An administrator deactivated your account.').waitFor()
  })
})
