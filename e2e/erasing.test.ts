import { describe, expect, test } from 'vitest'
import { expectAccessible } from './accessibility.ts'
import { call } from './calling.ts'
import { findPeople, nameOf } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const windows = useWindows()

describe('erasing for good before the 30 days are over (SPEC 4.5)', () => {
  test('a deleted user is restored, or erased after a question, and is in no list afterwards', async () => {
    const page = await windows.open()
    await comeSignedIn(page)
    const [kept, erased] = await findPeople(page, { role: 'Agent', status: 'pending', sort: '-name' })
    for (const { id } of [kept!, erased!]) await call(page, 'POST', `/users/${id}/delete`, {})

    await page.goto('/users/deleted')
    await page.getByRole('button', { name: `Restore ${nameOf(kept!)}` }).click()
    await page.getByText(`${nameOf(kept!)} is restored.`).waitFor()
    expect((await call<{ status: string }>(page, 'GET', `/users/${kept!.id}`)).body.status).toBe('pending')

    // Whoever thinks better of it stands where they were.
    const erase = page.getByRole('button', { name: `Erase… ${nameOf(erased!)}` })
    const question = page.getByRole('dialog', { name: `Erase ${nameOf(erased!)} for good?` })
    await erase.press('Enter')
    await question.getByText('Nobody can restore this account.').waitFor()
    await expectAccessible(page, '[role="dialog"]')
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })
    await expect.poll(() => erase.evaluate((one) => one === document.activeElement)).toBe(true)

    await erase.press('Enter')
    await question.getByRole('button', { name: 'Erase for good' }).click()
    await question.waitFor({ state: 'hidden' })
    await erase.waitFor({ state: 'detached' })
    const { body } = await call<{ items: { id: string }[] }>(page, 'GET', '/deleted-users')
    expect(body.items.map(({ id }) => id)).not.toContain(erased!.id)
  })
})
