import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chip, names, rowOf, rows, total } from './list.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('selecting users (LIST-7)', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
  })

  const bar = () => page.getByRole('group', { name: 'Bulk actions' })
  const scope = (words: string | RegExp) => bar().getByRole('button', { name: words, exact: true }).waitFor()
  const tick = (name: string) => rowOf(page, name).getByRole('checkbox').click()
  const tickPage = () => page.getByRole('checkbox', { name: 'Select everybody on this page' }).click()
  const turn = async (to: 'Next' | 'Previous') => {
    const before = (await names(page))[0]
    await page.getByRole('button', { name: to, exact: true }).click()
    await expect.poll(async () => (await names(page))[0]).not.toBe(before)
  }
  /** The menu beside the number holds the words of the other sets. */
  const count = async () => Number((await total(page)).replaceAll(/ of.*|,/g, ''))

  test('a row, then a page, stay selected while paging', async () => {
    await page.goto('/users?size=25')
    await rows(page).first().waitFor()
    const [first, second] = await names(page)
    await tick(first!)
    await tick(second!)
    await scope('2 selected')
    await turn('Next')
    await scope('2 selected')
    await tickPage()
    await scope('27 selected')
    await tick((await names(page))[3]!)
    await scope('26 selected')
    await turn('Previous')
    await scope('26 selected')
    expect(await rowOf(page, first!).getByRole('checkbox').isChecked()).toBe(true)
    expect(await rows(page).getByRole('checkbox', { checked: true }).count()).toBe(2)
  })

  test('everybody who matches is a set of its own, with exclusions', async () => {
    await page.goto('/users?size=25&status=any:inactive')
    await rows(page).first().waitFor()
    await page.keyboard.press('Escape')
    await tickPage()
    await expect.poll(count).toBeGreaterThan(50)
    const all = (await count()).toLocaleString('en')
    await page.getByText('25 on this page selected.').waitFor()
    await page.getByRole('button', { name: `Select all ${all} matching` }).click()
    await scope(`All ${all} selected`)

    await turn('Next')
    expect(await rows(page).getByRole('checkbox', { checked: true }).count()).toBe(25)
    const [left] = await names(page)
    await tick(left!)
    const rest = ((await count()) - 1).toLocaleString('en')
    await scope(`${rest} of ${all} (1 left out)`)
    await turn('Previous')
    await turn('Next')
    expect(await rowOf(page, left!).getByRole('checkbox').isChecked()).toBe(false)

    await bar().getByRole('button', { name: 'Clear the selection' }).click()
    await bar().getByText('Selection cleared.').waitFor()
    await bar().getByRole('button', { name: 'Undo' }).click()
    await scope(`${rest} of ${all} (1 left out)`)
  })

  test('other filters ask whether the set is kept or follows', async () => {
    await page.getByRole('searchbox', { name: /^Search users/ }).fill('an')
    await bar().getByText('The filters have changed.').waitFor()
    await bar().getByRole('button', { name: 'Follow the new filters' }).click()
    await scope(/^All \d+ selected$/)
  })

  test('who is ticked and hidden by the filters is counted, and shown when asked for', async () => {
    await page.goto('/users?size=25&status=any:active')
    await rows(page).first().waitFor()
    await bar().getByRole('button', { name: 'Clear the selection' }).click()
    const [first, second] = await names(page)
    await tick(first!)
    await tick(second!)
    await page.getByRole('button', { name: 'Remove filter: Status is Active' }).click()
    await scope('2 selected')
    expect(
      await bar()
        .getByText(/hidden/)
        .count(),
    ).toBe(0)
    await page.goto('/users?size=25&status=any:inactive')
    await bar().getByText('2 hidden by filters').waitFor()
    await bar().getByRole('button', { name: 'Show selected' }).click()
    await chip(page, '2 people picked by hand').waitFor()
    await expect.poll(() => names(page)).toEqual([first, second])
    expect(await bar().getByRole('button', { name: 'Show selected' }).count()).toBe(0)
    await page.goBack()
    await bar().getByText('2 hidden by filters').waitFor()
    await bar().getByRole('button', { name: 'Clear the selection' }).click()
  })
})
