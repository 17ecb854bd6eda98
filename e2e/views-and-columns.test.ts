import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { field } from './fields.ts'
import { chip, names, rows } from './list.ts'
import { findPeople, type Person } from './people.ts'
import { comeSignedIn, PASSWORD, signIn, signInAs } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

describe('the list as one likes it', () => {
  const windows = useWindows()
  let ada: Page
  let page: Page
  let user: Person

  beforeAll(async () => {
    ada = await windows.open()
    page = await windows.open()
    await comeSignedIn(ada)
    user = (await findPeople(ada, { role: 'Administrator', superuser: 'no', status: 'active', sort: '-name' }))[0]!
    await signInAs(page, ada, user)
    await page.goto('/')
  })

  const heads = async (of: Page) =>
    (await of.getByRole('columnheader').allTextContents()).filter((text) => text !== '' && text !== 'Actions')

  test('columns are chosen, ordered and remembered after a new sign-in (LIST-1)', async () => {
    await rows(page).first().waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    const chooser = page.getByRole('dialog', { name: 'Columns' })
    // Each goes over to the other list, so it is clicked, and not looked at again.
    await chooser.getByRole('checkbox', { name: 'Queues' }).click()
    await expect.poll(() => heads(page)).not.toContain('Queues')
    await chooser.getByRole('checkbox', { name: 'E-mail' }).click()
    await expect.poll(() => heads(page)).toContain('E-mail')
    const last = (await heads(page)).length - 1
    await expect.poll(async () => (await heads(page))[last]).toBe('E-mail')
    await chooser.getByRole('button', { name: 'Move E-mail up' }).click()
    await expect.poll(async () => (await heads(page))[last - 1]).toBe('E-mail')
    const chosen = await heads(page)
    expect(chosen).not.toContain('Queues')

    const elsewhere = await windows.open()
    await signIn(elsewhere, { tenant: demonstration.tenant, name: user.username, password: PASSWORD })
    await expect.poll(() => heads(elsewhere)).toEqual(chosen)
  })

  test('a list is saved as a view, shared, and seen by another administrator (LIST-5)', async () => {
    await page.keyboard.press('Escape')
    await page.goto('/users?status=any:pending&sort=-created')
    await chip(page, 'Status is Pending').waitFor()
    await page.getByRole('button', { name: 'Save as…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as a new view' })
    await field(dialog, 'Name').fill('Newly invited')
    await dialog.getByRole('checkbox', { name: 'Share with everybody' }).check()
    await dialog.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('link', { name: 'Newly invited' }).and(page.locator('[aria-current]')).waitFor()

    await ada.goto('/')
    // By keyboard: the numbers of the views before it may still come, and move it.
    await ada.getByRole('link', { name: 'Newly invited' }).press('Enter')
    await chip(ada, 'Status is Pending').waitFor()
    expect(Object.fromEntries(new URL(ada.url()).searchParams)).toMatchObject({
      status: 'any:pending',
      sort: '-created',
    })
    // Each of them sees those of the own sites: all that the one sees is before the other, too.
    await ada.getByRole('combobox', { name: 'Rows', exact: true }).selectOption('100')
    await expect.poll(() => names(ada)).toEqual(expect.arrayContaining(await names(page)))
  })

  test('it is renamed, kept to oneself again and deleted, one after another; from a page that was left open nothing is overwritten (S33)', async () => {
    const choose = async (of: Page, name: string, item: string) => {
      await of.getByRole('button', { name: `View ${name}` }).click()
      await of.getByRole('menuitem', { name: item }).click()
    }
    const old = await page.context().newPage()
    await old.goto(page.url())
    await choose(page, 'Newly invited', 'Rename…')
    const dialog = page.getByRole('dialog', { name: 'Rename the view' })
    await field(dialog, 'Name').fill('Lately invited')
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await choose(page, 'Lately invited', 'Stop sharing')
    await page.getByText('No longer shared').waitFor({ state: 'attached' })

    await choose(old, 'Newly invited', 'Delete…')
    const question = old.getByRole('dialog', { name: 'Delete the view' })
    await question.getByRole('button', { name: 'Delete view' }).click()
    await question.getByText('Somebody changed this meanwhile.').waitFor()
    await old.close()

    await choose(page, 'Lately invited', 'Delete…')
    await page.getByRole('dialog', { name: 'Delete the view' }).getByRole('button', { name: 'Delete view' }).click()
    await page.getByRole('link', { name: 'Lately invited' }).waitFor({ state: 'detached' })
  })
})
