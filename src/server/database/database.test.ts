import { expect, test } from 'vitest'
import { Database } from './database.ts'

test('whoever names one tenant after another fills no memory', async () => {
  const database = new Database({})
  const first = database.tenant(1)
  expect(database.tenant(1)).toBe(first)
  for (let id = 2; id < 1002; id += 1) database.tenant(id)
  expect(database.tenant(1)).not.toBe(first)
  await database.stop()
})
