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
const start = () =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', PROGRAM])

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
