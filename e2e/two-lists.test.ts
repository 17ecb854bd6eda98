import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { findPeople, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('two lists, Available and Selected', () => {
  const windows = useWindows()
  let page: Page
  let person: Person

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    person = (await findPeople(page, { role: 'Agent', status: 'active' }))[0]!
  })

  const list = (name: string) => page.getByRole('listbox', { name, exact: true })
  const save = async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/^Saved 1 change/).waitFor()
  }

  test('of more than a thousand groups, those that are not there at first are found by searching', async () => {
    // By name after those of the demonstration, which other journeys choose from the first thousand.
    await page.evaluate(async () => {
      const headers = { 'x-rollcall': '1', 'content-type': 'application/json' }
      const make = (name: string) =>
        fetch('/api/v1/groups', { method: 'POST', headers, body: JSON.stringify({ kind: 'tag', name }) })
      for (let from = 0; from < 1000; from += 50)
        await Promise.all(Array.from({ length: 50 }, (_, n) => make(`Zone ${String(from + n).padStart(4, '0')}`)))
      await make('Zürich winter')
    })
    await page.goto(`/users/${person.id}/edit`)
    const tags = page.getByRole('group', { name: 'Tags' })
    await tags.getByText(/^1,0\d\d of 1,0\d\d stand here/).waitFor()
    const search = tags.getByRole('searchbox', { name: 'Search available' })
    await search.fill('zurich')
    await list('Available: Tags').getByRole('option', { name: 'Zürich winter' }).dblclick()
    await search.fill('')
    await list('Selected: Tags').getByRole('option', { name: 'Zürich winter' }).waitFor()
    await save()
    await page.getByText('Zürich winter').first().waitFor()
  })

  test('a double click moves the entry on which it began, though the list grows between its clicks', async () => {
    await page.goto(`/users/${person.id}/edit`)
    const tags = page.getByRole('group', { name: 'Tags' })
    await tags.getByText(/^1,0\d\d of 1,0\d\d stand here/).waitFor()
    const search = tags.getByRole('searchbox', { name: 'Search available' })
    await search.fill('zone 05')
    const available = list('Available: Tags').getByRole('option')
    await expect.poll(() => available.first().textContent()).toContain('05')
    const meant = (await available.nth(2).textContent())!
    await list('Available: Tags').evaluate((box) => box.scrollIntoView({ block: 'center' }))
    const { x, y } = (await available.nth(2).boundingBox())!
    const click = async (clickCount: number) => {
      await page.mouse.down({ clickCount })
      await page.mouse.up({ clickCount })
    }
    // As in a busy browser, where the answer to the search comes between the clicks.
    const slow = await page.context().newCDPSession(page)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.mouse.move(x + 60, y + 10)
    await click(1)
    await search.evaluate((field: HTMLInputElement) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, '')
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await expect.poll(() => available.nth(2).textContent()).not.toBe(meant)
    await click(2)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await slow.detach()
    const selected = list('Selected: Tags').getByRole('option')
    await selected.filter({ hasText: meant }).waitFor()
    await save()
  })

  test('an entry is dragged to the other list, and those that are ticked go with it', async () => {
    await page.goto(`/users/${person.id}/edit`)
    const [available, selected] = [list('Available: Business units'), list('Selected: Business units')]
    await available.scrollIntoViewIfNeeded()
    const had = await selected.getByRole('option').count()
    const [first, second] = await available.getByRole('option').allTextContents()
    await available.getByRole('option', { name: second!, exact: true }).click()
    await available.getByRole('option', { name: first!, exact: true }).dragTo(selected)
    for (const name of [first!, second!]) await selected.getByRole('option', { name, exact: true }).waitFor()
    await expect.poll(() => selected.getByRole('option').count()).toBe(had + 2)
    await save()
  })
})
