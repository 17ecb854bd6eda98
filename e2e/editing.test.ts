import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, signInAs } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('two people editing one user', () => {
  const windows = useWindows()
  let ada: Page
  let colleague: Page
  let name: string
  let user: Person

  beforeAll(async () => {
    ada = await windows.open()
    colleague = await windows.open()
    await comeSignedIn(ada)
    const [other] = await findPeople(ada, { role: 'Administrator', superuser: 'no', status: 'active', twoStep: 'no' })
    name = nameOf(other!)
    await signInAs(colleague, ada, other!)
    // Somebody whom both may edit: the colleague's sites may be fewer.
    user = (await findPeople(colleague, { role: 'Agent', status: 'active', sort: '-created' }))[0]!
  })

  const edit = async (page: Page, label: string, value: string) => {
    await page.goto(`/users/${user.id}/edit`)
    await field(page, label).fill(value)
  }
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
  const saved = (page: Page, words: string | RegExp) => page.getByText(words).waitFor()
  const read = async () => (await call<Record<string, unknown>>(ada, 'GET', `/users/${user.id}`)).body

  test('different fields: the second is told what changed and by whom, and both are kept', async () => {
    windows.expectRefusal(`412 PATCH /api/v1/users/${user.id}`)
    await edit(ada, 'Job title', 'Team lead')
    await edit(colleague, 'External ID', 'HR-1042')
    await save(colleague)
    await saved(colleague, 'Saved 1 change: External ID.')

    await saved(ada, 'Somebody changed this user meanwhile. Your changes are kept')
    await save(ada)
    await saved(ada, `Saved 1 change: Job title. ${name} changed External ID meanwhile; both are kept.`)
    expect(await read()).toMatchObject({ jobTitle: 'Team lead', externalId: 'HR-1042' })
  })

  test('the same field: the second decides between both, and nothing typed is lost', async () => {
    await edit(ada, 'Job title', 'Trainer')
    await field(ada, 'Notes').fill('Speaks at the conference in May.')
    await edit(colleague, 'Job title', 'Quality coach')
    await save(colleague)
    await saved(colleague, 'Saved 1 change: Job title.')

    await save(ada)
    const question = ada.getByRole('dialog', { name: '1 field was changed by somebody else meanwhile' })
    await question.getByText('Before: Team lead').waitFor()
    await question.getByText('Quality coach').waitFor()
    await question.getByText('Trainer').waitFor()
    await question.getByText(new RegExp(`^${name}, at \\d\\d:\\d\\d$`)).click()
    await question.getByRole('button', { name: 'Save with these choices' }).click()
    await saved(ada, /^Saved 1 change: Notes/)
    expect(await read()).toMatchObject({ jobTitle: 'Quality coach', notes: 'Speaks at the conference in May.' })
  })
})
