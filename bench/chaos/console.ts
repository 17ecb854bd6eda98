/**
 * One story at the screen (BULK-1 to BULK-4), in a real browser: somebody filters the list, selects all who match but three, replaces
 * their skills, looks at the preview, runs it, and takes it back. The numbers that the pages say must be those of the database, exactly
 * those people must have changed in between, and afterwards every row must be as it was.
 */
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#test/browser.ts'
import { copyPeople, faultsOfSet, listDifferent } from './compare.ts'
import { PatientApi, type Job } from './patient-api.ts'
import type { Processes } from './processes.ts'
import { faultsOfCounts } from './undo.ts'

const LEFT_OUT = 3
/** For what a click does at once, and for what a job or a plan of everybody takes; in milliseconds. */
const PATIENCE = { click: 60_000, work: 60 * 60_000 }

/** As the preview says them. */
type Numbers = Readonly<Record<'total' | 'will' | 'already' | 'skipped', number>>
export type Story = {
  /** How many the list says that match the filter. */
  readonly matching: number
  readonly planned: Numbers
  readonly changed: number
  /** How many differ from before in the end. */
  readonly different: number
  readonly wrong: readonly string[]
}
type Asked = { readonly cookie: string; readonly owner: pg.ClientConfig }
type Say = (sentence: string) => void

export async function storyOfConsole(processes: Processes, { cookie, owner }: Asked, say: Say): Promise<Story> {
  const api = new PatientApi(processes.address, { cookie })
  const database = new pg.Client(owner)
  await database.connect()
  const browser = await launchBrowser()
  try {
    say('Copying what everybody has …')
    await copyPeople(database)
    const { page, complaints } = await openPage(browser, processes.address, cookie)
    const { matching, leftOut } = await selectThem(page)
    say(`Selected: ${matching} match, ${leftOut.length} of them are left out.`)
    const skill = await askForSkills(page)
    const planned = await numbersOf(page)
    const facts = await factsOf(database, leftOut, skill)
    say(`Planned: ${JSON.stringify(planned)}.`)
    const run = await finished(page, api, /^Replace for/)
    say(`Ran: ${JSON.stringify(run.counts)}.`)
    const changed = await listDifferent(database)
    const having = await countHaving(database, facts.change, skill)
    await page.getByRole('button', { name: `Undo the ${inWords(run.counts.changed)}` }).click()
    const undo = await finished(page, api, /^Take back for/)
    say(`Taken back: ${JSON.stringify(undo.counts)}.`)
    const different = await listDifferent(database)
    const wrong = [
      ...faultsOfNumbers(matching, planned, facts),
      ...faultsOfCounts(run, planned.total),
      ...faultsOfCounts(undo, planned.will),
      ...faultsOfSet('be changed by the run', changed, facts.change),
      ...(having === facts.change.length ? [] : [`${having} of ${facts.change.length} have that skill and no other`]),
      ...faultsOfSet('differ from before', different, []),
      ...complaints,
    ]
    return { matching, planned, changed: changed.length, different: different.length, wrong }
  } finally {
    await browser.close()
    await database.end()
  }
}

async function openPage(browser: Browser, address: string, cookie: string) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  const [name, value] = cookie.split('=') as [string, string]
  // A cookie of this kind is set from https alone; on loopback it travels over http too.
  await context.addCookies([{ name, value, url: address.replace('http:', 'https:'), secure: true }])
  context.setDefaultTimeout(PATIENCE.click)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`the page broke: ${error.message}`))
  return { page, complaints }
}

const rowsOf = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
const numberIn = (text: string) => Number(text.replaceAll(/\D/g, ''))
const inWords = (count: number) => count.toLocaleString('en')

/** Filters the list to whoever is active, selects all of them, and takes the tick from three. */
async function selectThem(page: Page): Promise<{ matching: number; leftOut: string[] }> {
  await page.goto('/users?size=25')
  await rowsOf(page).first().waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const adding = page.getByRole('dialog', { name: 'Add a filter' })
  await adding.getByRole('button', { name: 'Status' }).click()
  await adding.getByLabel('Active', { exact: true }).check()
  await page.keyboard.press('Escape')
  // "812 of 1,000,000" stands beside the heading once the list is narrowed.
  const heading = page.getByRole('heading', { level: 1, name: 'Users' }).locator('xpath=..')
  await heading
    .getByText(/\d of \d/)
    .first()
    .waitFor()
  await page.getByRole('checkbox', { name: 'Select everybody on this page' }).click()
  const all = page.getByRole('button', { name: /^Select all .* matching$/ })
  const matching = numberIn((await all.textContent()) ?? '')
  await all.click()
  const leftOut: string[] = []
  for (const row of (await rowsOf(page).all()).slice(2, 2 + LEFT_OUT)) {
    const to = await row.getByRole('rowheader').getByRole('link').getAttribute('href')
    leftOut.push(/[0-9a-f-]{36}/.exec(to ?? '')![0])
    await row.getByRole('checkbox').click()
  }
  await page.getByRole('button', { name: new RegExp(`\\(${LEFT_OUT} left out\\)$`) }).waitFor()
  return { matching, leftOut }
}

/** Replaces their skills with the first that is offered, up to the preview; answers its name. */
async function askForSkills(page: Page): Promise<string> {
  await page.getByRole('group', { name: 'Bulk actions' }).getByRole('button', { name: 'Assign' }).click()
  await page.getByRole('menuitem', { name: 'Skills…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Assign skills/ })
  await dialog.getByText('Replace', { exact: true }).click()
  const offered = dialog.getByRole('listbox', { name: /^Available/ }).getByRole('option')
  const skill = ((await offered.first().textContent()) ?? '').trim()
  await offered.first().press('Enter')
  await dialog
    .getByRole('listbox', { name: /^Selected/ })
    .getByRole('option')
    .first()
    .waitFor()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('heading', { level: 1, name: /^Replace the skills of / }).waitFor({ timeout: PATIENCE.work })
  return skill
}

async function numbersOf(page: Page): Promise<Numbers> {
  const said = (await page.getByRole('img', { name: /^Of / }).getAttribute('aria-label')) ?? ''
  const [total, will, already, skipped] = [...said.matchAll(/\d[\d,]*/g)].map(([n]) => numberIn(n))
  return { total: total!, will: will!, already: already!, skipped: skipped! }
}

/** Presses the button of a plan that has that name, types the number where it is asked for, and waits until the job is over. */
async function finished(page: Page, api: PatientApi, button: RegExp): Promise<Job> {
  const go = page.getByRole('button', { name: button })
  await go.waitFor({ timeout: PATIENCE.work })
  const asks = (await go.getAttribute('aria-haspopup')) === 'dialog'
  const { will } = await numbersOf(page)
  await go.click()
  if (asks) {
    const question = page.getByRole('dialog')
    await question.getByLabel(/^Type .* to go on$/).fill(String(will))
    await question.getByRole('button', { name: button }).click()
  }
  await page.waitForURL(/\/jobs\//)
  await page
    .getByText(/^(Done|Stopped|Broken off)/)
    .first()
    .waitFor({ timeout: PATIENCE.work })
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  return api.get<Job>(`/jobs/${id}`)
}

type Facts = { readonly matching: number; readonly already: number; readonly change: readonly string[] }

/** What must become of whom, told by the rows as they were: of the active people of the tenant without those three. */
async function factsOf(database: pg.Client, leftOut: readonly string[], skill: string): Promise<Facts> {
  const { rows } = await database.query<{ id: string; chosen: boolean; same: boolean }>(
    `with skills as (
       select m.tenant_id, m.user_id, array_agg(g.name) as names, count(m.level) as levels from before_group_members m
       join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id and g.kind = 'skill' group by 1, 2)
     select u.id, u.id <> all($1::uuid[]) as chosen, coalesce(s.names = array[$2] and s.levels = 0, false) as same
     from before_users u left join skills s on s.tenant_id = u.tenant_id and s.user_id = u.id
     where u.status = 'active' and u.deleted_at is null
       and u.tenant_id = (select tenant_id from before_users where id = ($1::uuid[])[1])`,
    [leftOut, skill],
  )
  const chosen = rows.filter((row) => row.chosen)
  return {
    matching: rows.length,
    already: chosen.filter((row) => row.same).length,
    change: chosen.filter((row) => !row.same).map((row) => row.id),
  }
}

/** How many of these people have that skill, without a level, and no other. */
async function countHaving(database: pg.Client, people: readonly string[], skill: string): Promise<number> {
  const { rows } = await database.query<{ having: number }>(
    `select count(*)::int as having from (
       select m.user_id from group_members m
       join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id and g.kind = 'skill'
       where m.user_id = any($1::uuid[]) group by m.user_id
       having array_agg(g.name) = array[$2] and count(m.level) = 0) those`,
    [people, skill],
  )
  return rows[0]!.having
}

function faultsOfNumbers(matching: number, planned: Numbers, facts: Facts): string[] {
  const must: [string, number, number][] = [
    ['the list says that match, and do', matching, facts.matching],
    ['the target, and those who match but three', planned.total, facts.matching - LEFT_OUT],
    ['who will change, by the preview and by the rows', planned.will, facts.change.length],
    ['who is so already, by the preview and by the rows', planned.already, facts.already],
    ['the three counts, and the target', planned.will + planned.already + planned.skipped, planned.total],
  ]
  return must.filter(([, is, should]) => is !== should).map(([what, is, should]) => `${what}: ${is} and ${should}`)
}
