import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field, pick, select } from './fields.ts'
import { takePassword } from './list.ts'
import { findPeople } from './people.ts'
import { chooseNewPassword, comeSignedIn, signIn, submitSignIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

const OWN = 'seven maple bridges hum'

describe('a new user', () => {
  const windows = useWindows()
  let ada: Page
  let password: string

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    await ada.goto('/users')
  })

  test('an empty form names each field that needs mending, and leads to it', async () => {
    await ada.getByRole('link', { name: 'New user' }).click()
    await field(ada, 'First name').fill('Maija')
    await ada.getByRole('button', { name: 'Create user' }).click()
    const summary = ada.getByRole('group', { name: '4 things to mend' })
    await summary.waitFor()
    await summary.getByRole('link', { name: /^E-mail/ }).click()
    expect(await field(ada, 'E-mail').evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await field(ada, 'First name').inputValue(), 'nothing typed is lost').toBe('Maija')
  })

  test('is created with every section of the form', async () => {
    await field(ada, 'Last name').fill('Kalniņa-Ozola')
    await ada.getByRole('button', { name: 'maija.kalnina-ozola' }).click()
    await field(ada, 'E-mail').fill('maija@example.com')
    await field(ada, 'Languages spoken to clients').fill('Latvian')
    await pick(ada, 'Languages spoken to clients', 'Latvian')
    await field(ada, 'Time zone').fill('Tokyo')
    await pick(ada, 'Time zone', 'Tokyo')

    await pick(ada, 'Site', 'Riga')
    await select(ada, 'Roles', 'Agent')
    await select(ada, 'Tags', 'mentor', 'trainee')
    await select(ada, 'Business units', 'Customer care')
    await select(ada, 'Agent groups', 'Early shift')
    await select(ada, 'Desks', 'Cairo Billing')
    await select(ada, 'Skills', 'Broadband')
    await ada.getByRole('listbox', { name: 'Selected: Skills' }).getByRole('option', { name: 'Broadband' }).click()
    await ada.getByRole('button', { name: 'Level 4' }).click()

    await ada.getByText('Progressive', { exact: true }).click()
    await ada.getByLabel('Assign leads to user').check()
    await field(ada, 'Caller ID name').fill('Riga Service')
    await field(ada, 'Caller ID number').fill('+1 212 555 0143')
    await field(ada, 'Virtual extension').fill('77001')

    await ada.getByText('PBX', { exact: true }).first().click()
    await pick(ada, 'PBX', 'Riga PBX')
    await ada.getByLabel('Dynamic extension').check()
    await field(ada, 'SIP username').fill('maija')
    await field(ada, 'SIP password').fill('a secret of the telephone')

    await field(ada, 'Job title').fill('Senior agent')
    await field(ada, 'External ID').fill('HR-77')
    await field(ada, 'Notes').fill('Left-handed; wants a second screen.')

    await ada.getByRole('heading', { name: 'Security and integrations' }).click()
    await field(ada, 'OAuth e-mail').fill('maija.kalnina@gmail.example.com')
    await field(ada, 'CalDAV server').fill('https://calendar.example.com/dav')

    await ada.getByRole('button', { name: 'Create user' }).click()
    password = await takePassword(ada)
    expect(password).toMatch(/^(?:[0-9A-Z]{4}-){3,}[0-9A-Z]{4}$/)
    await ada.getByText('Maija Kalniņa-Ozola was created.').waitFor()

    const [made] = await findPeople(ada, { search: 'kalnina-ozola' })
    const { body } = await call(ada, 'GET', `/users/${made!.id}`)
    expect(body).toMatchObject({
      username: 'maija.kalnina-ozola',
      email: 'maija@example.com',
      languages: ['lv'],
      timeZone: 'Asia/Tokyo',
      site: { name: 'Riga' },
      roles: [{ name: 'Agent' }],
      skills: [{ name: 'Broadband', level: 4 }],
      autoDial: 'progressive',
      assignLeads: true,
      callerIdNumber: '+12125550143',
      virtualExtension: '77001',
      sipOption: 'pbx',
      sipExtension: 'dynamic',
      sipPasswordSet: true,
      notes: 'Left-handed; wants a second screen.',
      oauthEmail: 'maija.kalnina@gmail.example.com',
      caldavServer: 'https://calendar.example.com/dav',
    })
    expect(JSON.stringify(body)).not.toContain('a secret of the telephone')
  })

  test('the temporary password is shown once: it stays in no page, storage, address or history', async () => {
    const [made] = await findPeople(ada, { search: 'kalnina-ozola' })
    for (const tab of ['', '/access', '/changes', '/edit']) {
      await ada.goto(`/users/${made!.id}${tab}`)
      await ada.getByRole('heading', { level: 1, name: /Maija/ }).waitFor()
      expect(await everythingKept(ada)).not.toContain(password)
    }
    await ada.goto('/users/new')
    await ada.getByRole('heading', { level: 1, name: 'New user' }).waitFor()
    expect(await everythingKept(ada)).not.toContain(password)
    const { body } = await call(ada, 'GET', `/users/${made!.id}/history`)
    expect(JSON.stringify(body)).not.toContain(password)
  })

  test('signs in with it, must choose a password of their own, and the temporary one is dead', async () => {
    const maija = await windows.open()
    const temporary = { tenant: demonstration.tenant, name: 'MAIJA@example.com', password }
    await submitSignIn(maija, temporary)
    await chooseNewPassword(maija, OWN)

    const again = await windows.open()
    windows.expectRefusal('401 POST /api/v1/session')
    await submitSignIn(again, temporary)
    await again.getByRole('alert').getByText('That did not fit').waitFor()
    await signIn(again, { ...temporary, password: OWN })
  })
})

/** All that the browser holds of this page: what is drawn, what is stored, where it has been. */
const everythingKept = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value),
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      location.href,
      JSON.stringify(history.state),
      document.cookie,
    ].join('\n'),
  )
