/** From the list to the person and back, while the person is there (issue: "the house stands"; SPEC 3, 4, 5.8). */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { choose, names, rowOf, rows, total } from './list.ts'
import { chooseNewPassword, signIn, submitSignIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const DESK = 'Riga Billing'
const SKILL = 'English'

describe('an administrator and an agent', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Page
  let name: string

  beforeAll(async () => {
    ;[ada, agent] = await Promise.all([windows.open(), windows.open()])
  })

  test('the printed password of the demonstration signs the administrator in', async () => {
    await signIn(ada)
    await ada.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await expect.poll(() => total(ada)).toBe('2,001')
  })

  test('active agents of one desk with one skill are found with four filters, and all of it stands in the address', async () => {
    await ada.getByRole('button', { name: 'Filter', exact: true }).click()
    await ada.getByRole('dialog', { name: 'Add a filter' }).getByRole('button', { name: 'Status' }).click()
    await ada.getByLabel('Active', { exact: true }).check()
    await ada.keyboard.press('Escape')
    await ada.getByRole('button', { name: 'Status is Active' }).waitFor()

    await ada.getByRole('button', { name: 'All filters' }).click()
    const panel = ada.getByRole('dialog', { name: 'Filters' })
    expect(await panel.getByText('Skill', { exact: true }).count(), 'the skill filter comes with a role that takes calls').toBe(0)
    for (const [filter, value] of [
      ['Role', 'Agent'],
      ['Skill', SKILL],
      ['Desk', DESK],
    ] as const) {
      await panel.getByText(filter, { exact: true }).click()
      await panel.getByLabel(value, { exact: true }).check()
    }
    await panel.getByRole('button', { name: 'Search with 4 filters' }).click()

    const chips = ada.getByRole('group', { name: 'Filters' })
    for (const sentence of ['Status is Active', 'Role is Agent', `Desk is ${DESK}`, `Skill is ${SKILL}`])
      await chips.getByText(sentence, { exact: true }).waitFor()
    const asked = new URL(ada.url()).searchParams
    expect(asked.get('status')).toBe('any:active')
    for (const key of ['role', 'desk', 'skill']) expect(asked.get(key)).toMatch(/^any:\d+$/)
    await expect.poll(() => total(ada)).toMatch(/^\d+ of 2,001$/)
    expect(await rows(ada).count()).toBe(Number.parseInt(await total(ada)))
    for (const text of await rows(ada).allTextContents()) expect(text).toMatch(/Active.*Agent/)
  })
})
