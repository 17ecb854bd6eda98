/**
 * S23, S40: what a browser keeps of secrets that are shown once: nothing. Somebody's own browser, with a profile on a disk, goes through
 * all of them; then every storage that pages have is read, and after the browser is closed every file that it wrote.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '#test/authenticator.ts'
import { launchProfile } from '#test/browser.ts'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { takePassword } from './list.ts'
import { nameOf, findPeople, type Person } from './people.ts'
import { chooseNewPassword, comeSignedIn, PASSWORD, submitSignIn } from './signing-in.ts'
import { address, demonstration, useWindows } from './windows.ts'

const windows = useWindows()
const profile = mkdtempSync(join(tmpdir(), 'rollcall-profile-'))
let browser: BrowserContext
let page: Page
let agent: Person
let username: string

const secrets = new Map<string, string>()
const keep = (what: string, secret: string | null): string => {
  expect([what, secret]).toEqual([what, expect.stringMatching(/^\S.{4,}/)])
  secrets.set(what, secret!)
  return secret!
}

beforeAll(async () => {
  const ada = await windows.open()
  await comeSignedIn(ada)
  agent = (await findPeople(ada, { role: 'Agent', status: 'any:active', limit: '1' }))[0]!
  const [like] = await findPeople(ada, { role: 'Administrator', status: 'any:active', limit: '1' })
  const { body: whole } = await call<{ site: { id: number }; roles: { id: number }[] }>(
    ada,
    'GET',
    `/users/${like!.id}`,
  )
  username = 'canary.keeper'
  const names = { username, email: `${username}@example.com`, firstName: 'Canary', lastName: 'Keeper' }
  const place = { site: whole.site.id, roles: [{ id: whole.roles[0]!.id }] }
  const made = await call<{ user: Person }>(ada, 'POST', '/users', { ...names, ...place, signIn: 'none' })
  expect(made.status).toBe(201)
  const reset = await call<{ password: string }>(ada, 'POST', `/users/${made.body.user.id}/reset-password`, {})
  keep('the temporary password', reset.body.password)
  await call(ada, 'POST', `/users/${made.body.user.id}/activate`)
  browser = await launchProfile(profile, { baseURL: address, viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page = browser.pages()[0] ?? (await browser.newPage())
})
afterAll(async () => {
  await browser?.close()
  rmSync(profile, { recursive: true, force: true })
})

test('somebody signs in, is shown a password, an authenticator’s secret, backup codes and a key, each once', async () => {
  await submitSignIn(page, {
    tenant: demonstration.tenant,
    name: username,
    password: secrets.get('the temporary password')!,
  })
  await chooseNewPassword(page, keep('their own password', PASSWORD))

  await page.goto('/me/security')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Authenticator app' })
    .getByRole('button', { name: 'Set up' })
    .click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = keep('the secret of the authenticator', await page.locator('form code').first().textContent())
  keep('the same without spaces', secret.replaceAll(' ', ''))
  const code = codeAt(secret.replaceAll(' ', ''), new Date())
  await field(page, 'Code from the app').fill(code)
  await page.getByRole('button', { name: 'Set up authenticator' }).click()
  const codes = page.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
  await codes.first().waitFor()
  for (const [n, text] of (await codes.allTextContents()).entries()) keep(`backup code ${n}`, text)
  await page.getByRole('button', { name: 'I have kept them, close' }).click()
  await page.getByRole('button', { name: 'Go on without them' }).click()
  await codes.first().waitFor({ state: 'detached' })

  await page.goto(`/users/${agent.id}`)
  await page.getByRole('button', { name: /^More/ }).click()
  await page.getByRole('menuitem', { name: 'Reset password…' }).click()
  await page.getByText('Temporary password', { exact: true }).click()
  await page.getByRole('button', { name: 'Create temporary password' }).click()
  keep(`the password for ${nameOf(agent)}`, await takePassword(page))

  await page.goto('/settings/api-keys')
  await page.getByRole('button', { name: 'New API key' }).first().click()
  await field(page, 'Name').fill('Canary')
  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Create key' }).click()
  const shown = page.getByRole('dialog', { name: 'Key of Canary' })
  keep('the key', await shown.locator('code').first().textContent())
  await shown.getByRole('button', { name: 'Close' }).last().click()
  await shown.getByRole('button', { name: 'Close without copying' }).click()
  await page.getByRole('link', { name: 'Users' }).first().click()
  await page.goBack()
  expect(secrets.size).toBeGreaterThan(14)
})

/** All that pages of this origin can keep, as one text. */
const storages = () =>
  page.evaluate(async () => {
    localStorage.setItem('laid-out', 'a-grain-of-salt')
    const databases = await Promise.all(
      (await indexedDB.databases()).map(
        ({ name }) =>
          new Promise<string>((resolve, reject) => {
            const opening = indexedDB.open(name!)
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => {
              const database = opening.result
              const rows: string[] = [name!, ...database.objectStoreNames]
              if (rows.length === 1) return resolve(name!)
              const reading = database.transaction([...database.objectStoreNames])
              for (const store of database.objectStoreNames) {
                const all = reading.objectStore(store).getAll()
                all.onsuccess = () => rows.push(JSON.stringify(all.result))
              }
              reading.oncomplete = () => resolve(rows.join('\n'))
            }
          }),
      ),
    )
    const cached: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request))!.text())
    }
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      history: history.state as unknown,
      address: location.href,
      name: window.name,
      cookie: document.cookie,
      databases,
      cached,
      page: document.documentElement.outerHTML,
    })
  })

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return []
    return found.isDirectory() ? filesBelow(path) : found.isFile() ? [path] : []
  })

/** As browsers write text: in bytes, or in sixteen bits a character. */
const forms = (text: string) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
const isIn = (bytes: Buffer, text: string) => forms(text).some((form) => bytes.includes(form))

test('S23, S40: none of it is in any storage of the browser, nor in its history', async () => {
  const kept = await storages()
  expect(kept).toContain('a-grain-of-salt')
  expect([...secrets].filter(([, secret]) => kept.includes(secret)).map(([what]) => what)).toEqual([])
})

test('S40: nor in any file of its profile, the cache of answers among them', async () => {
  await browser.close()
  const files = filesBelow(profile).map((path) => ({ path, bytes: readFileSync(path) }))
  // What is looked for would be found: what the page kept on purpose, and answers that may be kept.
  expect(files.filter(({ bytes }) => isIn(bytes, 'a-grain-of-salt')).length).toBeGreaterThan(0)
  expect(files.filter(({ path, bytes }) => /Cache/.test(path) && isIn(bytes, '/assets/')).length).toBeGreaterThan(0)
  const found = files.flatMap(({ path, bytes }) =>
    [...secrets]
      .filter(([, secret]) => isIn(bytes, secret))
      .map(([what]) => `${what} in ${path.slice(profile.length)}`),
  )
  expect(found).toEqual([])
})
