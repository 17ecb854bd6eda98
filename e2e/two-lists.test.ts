import type { Page } from 'playwright-core'
import { beforeAll, describe, test } from 'vitest'
import { findPeople, type Person } from './people.ts'
import { signIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('two lists, Available and Selected', () => {
  const windows = useWindows()
  let page: Page
  let person: Person

  beforeAll(async () => {
    page = await windows.open()
    await signIn(page)
    person = (await findPeople(page, { role: 'Agent', status: 'active' }))[0]!
  })

  const list = (name: string) => page.getByRole('listbox', { name, exact: true })
  const save = async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/^Saved 1 change/).waitFor()
  }

  test('of more than a thousand groups, those that are not there at first are found by searching', async () => {
    await page.evaluate(async () => {
      const headers = { 'x-rollcall': '1', 'content-type': 'application/json' }
      const make = (name: string) =>
        fetch('/api/v1/groups', { method: 'POST', headers, body: JSON.stringify({ kind: 'tag', name }) })
      for (let from = 0; from < 1000; from += 50)
        await Promise.all(Array.from({ length: 50 }, (_, n) => make(`Campaign ${String(from + n).padStart(4, '0')}`)))
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
})
