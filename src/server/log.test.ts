import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const PROGRAM = `
  import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
  const log = openLog('info', false)
  process.stdout.write('ready\\n')
  process.stdin.once('data', () => {
    log.warn('x'.repeat(10_000))
    log.warn('the end')
    process.exit(7)
  })
`
const saying = (program: string) =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program])
const start = () => saying(PROGRAM)

test('all that was said before the end is written', async () => {
  const child = start()
  const lines: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line))
  await once(child.stdout, 'data')
  child.stdin.write('go\n')
  await once(child, 'close')
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg.slice(0, 7))).toEqual(['xxxxxxx', 'the end'])
})

test('whoever reads along and goes away takes no program with it', async () => {
  const child = start()
  await once(child.stdout, 'data')
  child.stderr.destroy()
  child.stdin.write('go\n')
  expect(await once(child, 'exit')).toEqual([7, null])
})

test('S40 an error of PostgreSQL is logged without the row that it quotes, its cause as well', async () => {
  const quoting = `
    import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
    const broken = Object.assign(new Error('a rule is broken'), {
      code: '23514', table: 'user_passwords', detail: 'Failing row contains (7, canary).', where: 'COPY line 1: canary',
    })
    const log = openLog('info', false)
    log.error({ err: broken }, 'one')
    log.error({ err: new AggregateError([broken], 'several', { cause: broken }) }, 'two')
    log.error({ err: 'a word' }, 'three')
  `
  const child = saying(quoting)
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  await once(child, 'close')
  const [one, , three] = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { err: unknown })
  expect(one!.err).toMatchObject({ message: 'a rule is broken', code: '23514', table: 'user_passwords' })
  expect(three!.err).toBe('a word')
  expect(said).not.toContain('canary')
})
