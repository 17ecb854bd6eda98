import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filterOptions } from '#src/features/users/service/typed-filters.ts'
import { commandLine, urlOf, type Environment } from '#test/command-line.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { commands } from './commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { run, start } = commandLine(folder)

describe('rollcall work', { timeout: 60_000 }, () => {
  it('does background work beside others until it is told to stop', async () => {
    const clone = await cloneDatabase()
    const work = start({ DATABASE_URL: urlOf(clone.owner) }, 'work', '--jobs', '2')
    const ended = new Promise<number | null>((resolve) => work.on('close', resolve))
    const said = await new Promise<string>((resolve) => work.stderr!.once('data', (chunk) => resolve(String(chunk))))
    expect(said).toBe('Rollcall is at work, on 2 jobs at a time.\n')
    work.kill('SIGTERM')
    expect(await ended).toBe(0)
    await clone.drop()
  })

  it('2 for a number of jobs that makes no sense', async () => {
    const { code, err } = await run({}, 'work', '--jobs', 'many')
    expect([code, err.split('\n')[0]]).toEqual([2, '--jobs takes a whole number from 1 to 64.'])
  })
})

describe('the command line', { timeout: 120_000 }, () => {
  let clone: TestDatabase
  let own: Environment
  const rollcall = (...typed: string[]) => run(own, ...typed)
  beforeAll(async () => {
    clone = await cloneDatabase()
    own = { DATABASE_URL: urlOf(clone.owner) }
  })
  afterAll(() => clone.drop())

  it('0 for help, 2 for what it does not understand, with the usage', async () => {
    const [help, unknown, missing] = await Promise.all([
      rollcall('help', 'import'),
      rollcall('fly'),
      rollcall('import', 'people.csv'),
    ])
    expect([help.code, help.out.split('\n')[0]]).toEqual([0, 'rollcall import FILE --tenant SLUG [OPTIONS]'])
    expect([unknown.code, unknown.err.split('\n')[0]]).toEqual([2, 'There is no command “fly”.'])
    expect([missing.code, missing.err.split('\n')[0], missing.out]).toEqual([2, '--tenant SLUG is missing.', ''])
  })

  it('makes a tenant and its administrator, imports people, finds them, and does what is done to one', async () => {
    const setUp = await rollcall(
      'setup',
      '--tenant',
      'nordlys',
      '--admin-email',
      'ana@n.example',
      '--site',
      'Riga',
      '--time-zone',
      'Europe/Riga',
      '--json',
    )
    expect(JSON.parse(setUp.out)).toMatchObject({
      madeTenant: true,
      madeAdministrator: true,
      password: expect.stringMatching(/^\w{4}(-\w{4}){4}$/) as string,
    })
    const again = await rollcall('setup', '--tenant', 'nordlys', '--admin-email', 'ana@n.example')
    expect([again.code, again.out.includes('(new)')]).toEqual([0, false])

    const file = join(folder, 'people.csv')
    writeFileSync(
      file,
      'ext,fname,lname,email,title,location,password,phone_password\n201,Edda,Holm,edda@n.example,,,canary-3a1,canary-3a2\n202,Emil,Holm,,,,canary-3a3,canary-3a4\n',
    )
    const imported = await run(
      { ...own, LOG_LEVEL: 'trace' },
      'import',
      file,
      '--tenant',
      'nordlys',
      '--site',
      'riga',
      '--role',
      'agent',
    )
    expect(imported.code).toBe(1)
    expect(imported.out).toContain('line 3, email: The row has no e-mail.')
    expect(imported.out.trimEnd().split('\n').at(-1)).toBe('1 made, 1 refused.')
    expect(imported.out + imported.err).not.toContain('canary-3a')

    const list = join(folder, 'list.csv')
    const exported = await rollcall(
      'export',
      list,
      '--tenant',
      'nordlys',
      '--columns',
      'username,site',
      '--status',
      'any:active,pending',
    )
    expect([exported.code, exported.err]).toEqual([0, ''])
    expect(readFileSync(list, 'utf8')).toMatch(/^\uFEFFUsername,Site\r\n(.+,Riga\r\n){2}$/)
    expect(exported.out).toBe(`${list}: 2 users.\n`)
    const over = await rollcall('export', list, '--tenant', 'nordlys')
    expect([over.code, over.err.split('\n')[0]]).toEqual([2, expect.stringContaining('EEXIST')])
    const secret = await rollcall('export', join(folder, 'x.xlsx'), '--tenant', 'nordlys', '--columns', 'sipPassword')
    expect([secret.code, secret.err]).toEqual([1, expect.stringContaining('There is no column “sipPassword”')])

    const found = await rollcall('users', 'find', 'holm', '--tenant', 'nordlys', '--json')
    expect(JSON.parse(found.out)).toMatchObject({
      total: 1,
      items: [{ username: '201', status: 'pending', site: { name: 'Riga' } }],
    })
    const reset = await rollcall('users', 'reset-password', 'EDDA@n.example', '--tenant', 'nordlys')
    expect(reset.out).toMatch(/^\w{4}(-\w{4}){4}\n$/)
    const left = await rollcall('users', 'deactivate', '201', '--tenant', 'nordlys')
    expect([left.code, left.out]).toEqual([0, '201: done\n'])
    const last = await rollcall('users', 'deactivate', 'ana@n.example', '--tenant', 'nordlys')
    expect([last.code, last.out]).toEqual([1, expect.stringContaining('The last administrator')])
    const nobody = await rollcall('users', 'activate', '999', '--tenant', 'nordlys')
    expect([nobody.code, nobody.err]).toEqual([1, 'There is no user “999” in this tenant.\n'])
  })

  it('makes a key, proves the change log, and finds everything in order', async () => {
    const key = await rollcall(
      'api-key',
      'create',
      '--tenant',
      'nordlys',
      '--name',
      'dialer',
      '--permissions',
      'users.read, history.read',
    )
    expect([key.code, key.out]).toEqual([0, expect.stringMatching(/^rck_\d+_[\w-]{43}\n$/)])
    const wrong = await rollcall(
      'api-key',
      'create',
      '--tenant',
      'nordlys',
      '--name',
      'other',
      '--permissions',
      'users.fly',
    )
    expect([wrong.code, wrong.err.split('\n')[0]]).toEqual([2, 'There is no permission “users.fly”.'])
    const edda = await rollcall('addresses', 'off', '--tenant', 'nordlys', '--user', 'EDDA@n.example')
    expect([edda.code, edda.out]).toEqual([0, 'EDDA@n.example was served from everywhere already.\n'])
    const everybody = await rollcall('addresses', 'off', '--tenant', 'nordlys', '--json')
    expect([everybody.code, JSON.parse(everybody.out)]).toEqual([0, { tenant: 'nordlys', changed: true }])
    const verified = await rollcall('history', 'verify', '--json')
    expect([verified.code, JSON.parse(verified.out)]).toMatchObject([0, [{ tenant: 'nordlys', intact: true }]])
    const doctor = await rollcall('doctor', '--json')
    expect(JSON.parse(doctor.out).filter(({ state }: { state: string }) => state === 'bad')).toEqual([])
    expect(doctor.code).toBe(0)
  })

  it('2 for a setting that makes no sense, in a sentence', async () => {
    const { code, err } = await run({ PORT: 'eighty' }, 'migrate')
    expect([code, err]).toEqual([
      2,
      'PORT is “eighty”. Set it to a whole number from 0 to 65535 (0 takes a free one).\n',
    ])
  })
})

it('imports into the embedded database while the server runs', { timeout: 180_000 }, async () => {
  const server = start({}, 'serve')
  try {
    const address = await said(server, /Rollcall is ready at (\S+)/)
    writeFileSync(join(folder, 'two.csv'), 'username,email\nliv,liv@n.example\nleo,leo@n.example\n')
    await run({}, 'setup', '--tenant', 'nordlys', '--admin-email', 'ana@n.example')
    const imported = await run(
      {},
      'import',
      join(folder, 'two.csv'),
      '--tenant',
      'nordlys',
      '--role',
      'Agent',
      '--json',
    )
    expect(JSON.parse(imported.out)).toMatchObject({ made: 2, refused: 0 })
    const key = await run(
      {},
      'api-key',
      'create',
      '--tenant',
      'nordlys',
      '--name',
      'look',
      '--permissions',
      'users.read',
    )
    const answer = await fetch(`${address}/api/v1/users?search=liv`, {
      headers: { authorization: `Bearer ${key.out.trim()}` },
    })
    expect(await answer.json()).toMatchObject({ total: 1, items: [{ username: 'liv' }] })
  } finally {
    const ended = new Promise((resolve) => server.on('close', resolve))
    server.kill('SIGTERM')
    await ended
  }
})

/** Waits until the program says what is looked for, and answers the first group. */
function said(child: ChildProcess, wanted: RegExp): Promise<string> {
  let heard = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      heard += chunk.toString()
      const found = wanted.exec(heard)?.[1]
      if (found) resolve(found)
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.on('close', () => reject(new Error(`It ended and said: ${heard}`)))
  })
}

it('is described command by command', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')
  for (const { name, options } of commands) {
    expect(page).toContain(`rollcall ${name}`)
    for (const option of Object.keys(options).filter((each) => !Object.hasOwn(filterOptions, each)))
      expect(page, `--${option} of ${name}`).toContain(`--${option}`)
  }
})
