import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { names, rowOf, rows, total } from './list.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const MOST_TABS = 60

describe('the list by keyboard alone', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    await page.goto('/users')
    await rows(page).first().waitFor()
  })

  const press = (keys: string) => page.keyboard.press(keys)
  const focused = (element: Locator) => element.evaluate((one) => one === document.activeElement)
  const expectFocus = (element: Locator) => expect.poll(() => focused(element)).toBe(true)
  const link = (name: string) => rowOf(page, name).getByRole('rowheader').getByRole('link')
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

  async function tabTo(element: Locator) {
    for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
      if (await focused(element)) return
      await press('Tab')
    }
    throw new Error(`${String(element)} is not reached in ${MOST_TABS} presses of Tab.`)
  }

  test('/ searches; Enter searches at once', async () => {
    await press('/')
    await expectFocus(page.getByRole('searchbox', { name: /^Search users/ }))
    await page.keyboard.type('an')
    expect(new URL(page.url()).pathname, 'single keys never act in a field').toBe('/users')
    await press('Enter')
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('an')
    await expect.poll(() => total(page)).toMatch(/^[\d,]+ of /)
    await press('ControlOrMeta+a')
    await press('Delete')
    await expect.poll(() => total(page)).toMatch(/^[\d,]+$/)
  })

  test('j and k move, x selects, Shift and arrows extend, Escape clears', async () => {
    const [first, second, third] = await names(page)
    await tabTo(link(first!))
    await press('j')
    await expectFocus(link(second!))
    await press('x')
    await press('Shift+ArrowDown')
    await expectFocus(link(third!))
    await page.getByRole('button', { name: '2 selected' }).waitFor()
    await press('k')
    await press('k')
    await expectFocus(link(first!))
    await press('Escape')
    await page.getByText('Selection cleared.').waitFor()
  })

  test('. opens the menu of the row and Escape gives the focus back', async () => {
    const [first] = await names(page)
    await press('.')
    const menu = page.getByRole('menu', { name: `Actions for ${first}` })
    await expectFocus(menu.getByRole('menuitem', { name: 'Open' }))
    await press('ArrowDown')
    await expectFocus(menu.getByRole('menuitem', { name: 'Edit' }))
    await press('Escape')
    await menu.waitFor({ state: 'hidden' })
    await expectFocus(link(first!))
  })

  test('Enter opens, Back returns to the row, e edits', async () => {
    const [, second] = await names(page)
    await press('j')
    await press('Enter')
    await heading(second!)
    await page.goBack()
    await expectFocus(link(second!))
    await press('e')
    await heading(`Edit ${second}`)
    await page.goBack()
    await heading('Users')
  })

  test('f chooses a filter whose values Escape closes; the bar keeps the focus when what was pressed is gone', async () => {
    await press('f')
    const picking = page.getByRole('dialog', { name: 'Add a filter' })
    await picking.getByRole('searchbox').waitFor()
    await page.keyboard.type('status')
    await press('Enter')
    await picking.getByRole('checkbox').first().waitFor()
    expect(await picking.evaluate((one) => one.contains(document.activeElement))).toBe(true)
    await press('Escape')
    await picking.waitFor({ state: 'hidden' })

    const [first] = await names(page)
    await link(first!).focus()
    await press('x')
    const bar = page.getByRole('group', { name: 'Bulk actions' })
    await bar.getByRole('button', { name: '1 selected' }).waitFor()
    await press('b')
    await press('Escape')
    await expectFocus(bar.getByRole('button', { name: 'Undo' }))
    await press('Enter')
    await expectFocus(bar.getByRole('button', { name: '1 selected' }))
    await press('Escape')
  })

  test('] and [ turn the pages, v changes between table and cards', async () => {
    const shown = await names(page)
    const [first] = shown
    await press(']')
    await expect.poll(() => names(page)).not.toContain(first)
    await press('[')
    await expect.poll(() => names(page)).toContain(first)
    await press('v')
    const cards = page.getByRole('list', { name: 'Users' })
    await expect.poll(() => cards.getByRole('listitem').count()).toBe(shown.length)
    await cards.getByRole('link', { name: first, exact: true }).waitFor()
    await press('v')
    await page.getByRole('table').waitFor()
  })

  test('a drawer takes the focus and keeps it, and Escape gives it back to its button', async () => {
    const opener = (name: string) => page.getByRole('button', { name, exact: true })
    const withinDialog = () => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)
    const opens = async (name: string, dialog: string) => {
      await opener(name).focus()
      await press('Enter')
      await page.getByRole('dialog', { name: dialog }).waitFor()
      await expect.poll(withinDialog).toBe(true)
      await press('Shift+Tab')
      expect(await withinDialog()).toBe(true)
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await expectFocus(opener(name))
    }
    await opens('All filters', 'Filters')
    await page.goto('/queues')
    await opens('New queue', 'New queue')
    await page.goto('/users')
    await rows(page).first().waitFor()
  })

  test('c creates, ? helps, g u leads back', async () => {
    await press('c')
    await heading('New user')
    await press('g')
    await press('u')
    await heading('Users')
    await press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await help.getByText('Search', { exact: true }).waitFor()
    await press('Escape')
    await help.waitFor({ state: 'hidden' })
  })
})
