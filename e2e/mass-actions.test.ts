import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pressEntry } from './fields.ts'
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { names, rowOf, rows } from './list.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

type Skill = { readonly id: number; readonly name: string; readonly level: number | null }
type Row = { readonly id: string; readonly skills: readonly Skill[] }

/** Who is inactive, and which skills they have. */
async function skillsOf(page: Page): Promise<ReadonlyMap<string, string>> {
  const { body } = await call<{ items: Row[]; next: string | null }>(
    page,
    'GET',
    '/users?status=any:inactive&limit=200',
  )
  expect(body.next).toBeNull()
  return new Map(
    body.items.map(({ id, skills }) => [
      id,
      skills
        .map(({ name, level }) => `${name} ${level}`)
        .sort()
        .join(),
    ]),
  )
}

describe('many people at once (BULK-1 to BULK-4)', () => {
  const windows = useWindows()
  let page: Page
  let before: ReadonlyMap<string, string>
  let left: string[]
  let planned: readonly number[]

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    before = await skillsOf(page)
  })

  const bar = () => page.getByRole('group', { name: 'Bulk actions' })
  /** The three numbers of the preview, and what they add up to. */
  const counts = async () => {
    const words = (await page.getByRole('img', { name: /^Of / }).getAttribute('aria-label')) ?? ''
    return [...words.matchAll(/\d[\d,]*/g)].map(([n]) => Number(n.replaceAll(',', '')))
  }
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'People by outcome' }).getByRole('link', { name: new RegExp(`^${name}`) })
  const typed = async (words: RegExp, n: number) => {
    await page.getByRole('button', { name: words }).click()
    const question = page.getByRole('dialog')
    const go = question.getByRole('button', { name: words })
    expect(await go.isDisabled()).toBe(true)
    await question.getByLabel(/^Type .* to go on$/).fill(String(n))
    await go.click()
    await page.waitForURL(/\/jobs\//)
  }

  test('everybody who matches but three, their skills replaced: the preview says for whom', async () => {
    await page.goto('/users?size=25&status=any:inactive')
    await rows(page).first().waitFor()
    await page.getByRole('checkbox', { name: 'Select everybody on this page' }).click()
    await page.getByRole('button', { name: /^Select all .* matching$/ }).click()
    left = (await names(page)).slice(2, 5)
    for (const name of left) await rowOf(page, name).getByRole('checkbox').click()
    await bar()
      .getByRole('button', { name: /\(3 left out\)$/ })
      .waitFor()
    // By keyboard: to the bar, to its second button, into its menu.
    await rows(page).first().getByRole('rowheader').getByRole('link').focus()
    await page.keyboard.press('b')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await pressEntry(page, 'Skills…')
    const dialog = page.getByRole('dialog', { name: /^Assign skills/ })
    await dialog.getByText('Replace', { exact: true }).click()
    await dialog.getByText('Replace removes the skills they have now.').waitFor()
    await dialog.getByRole('option', { name: 'Arabic' }).click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog
      .getByRole('listbox', { name: /^Selected/ })
      .getByRole('option', { name: 'Arabic' })
      .waitFor()
    await expectAccessible(page, '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('heading', { level: 1, name: /^Replace the skills of \d+ people with Arabic$/ }).waitFor()
    const [total, will, already, skipped] = await counts()
    planned = [will!, already!, skipped!]
    expect(total).toBe(before.size - 3)
    expect(will! + already! + skipped!).toBe(total)
    await page.getByRole('table').getByText('Arabic').first().waitFor()
    await expectNamed(page, /^Preview · /)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  test('run and reported: the numbers of the preview are those of the database', async () => {
    const [will, already, skipped] = planned
    await typed(/^Replace for/, will!)
    await page.getByText(`Done. ${will} changed.`, { exact: true }).waitFor()
    await expect.poll(() => tab('Changed').textContent()).toBe(`Changed${will}`)
    const after = await skillsOf(page)
    const changed = [...after].filter(([id, skills]) => skills !== before.get(id))
    expect(changed.length).toBe(will)
    expect([...after.values()].filter((skills) => skills === 'Arabic null').length).toBe(will! + already!)
    expect(changed.length + already! + skipped! + 3).toBe(after.size)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  test('the tray and the page of jobs lead back to it', async () => {
    const job = new URL(page.url()).pathname
    await page.goto('/home')
    await page.getByRole('button', { name: /^Jobs/ }).click()
    await page.getByRole('dialog', { name: 'Jobs' }).getByRole('link', { name: 'All jobs' }).click()
    await expectNamed(page, /^Jobs · /)
    await expectAccessible(page)
    await page.getByRole('table').getByRole('link', { name: 'Replace skills: Arabic' }).first().click()
    await expect.poll(() => new URL(page.url()).pathname).toBe(job)
  })

  test('taken back: everybody has what they had', async () => {
    const [will] = planned
    await page.getByRole('button', { name: `Undo the ${will}` }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('heading', { level: 1, name: `Take back “Replace skills” for ${will} people` }).waitFor()
    expect((await counts()).slice(0, 2)).toEqual([will, will])
    // What is taken back is no loss: the preview was the question.
    await page.getByRole('button', { name: /^Take back for/ }).click()
    await page.waitForURL(/\/jobs\//)
    await page.getByText(`Done. ${will} changed.`, { exact: true }).waitFor()
    expect(await skillsOf(page)).toEqual(before)
    // What was taken back is no mistake to be undone once more.
    await page.getByRole('button', { name: `Redo the ${will}` }).waitFor()
  })

  test('a few of a report are ticked in the list; a preview in which nobody changes promises nothing', async () => {
    await page.getByRole('button', { name: /^Select these \d+ in the list$/ }).click()
    await page.waitForURL(/\/users\?/)
    await bar()
      .getByRole('button', { name: `${planned[0]} selected` })
      .waitFor()
    await bar().getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: /^Sign out/ }).waitFor()
    // Nobody of them is signed in.
    await tab('Already so').click()
    await page.getByRole('table').getByText('Nothing changes').first().waitFor()
    expect(await page.getByText('Ended sessions are never undone.').count()).toBe(0)
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.waitForURL(/\/users\?id=/)
  })
})
