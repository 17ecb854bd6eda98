import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Work that ends when it is told. */
function held() {
  const order: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => async () => {
    order.push(name)
    await new Promise<void>((end) => ends.set(name, end))
    return name
  }
  return { order, work, end: (name: string) => ends.get(name)!() }
}
const full = () => new Error('full')

test('so many at once, the others in turn; whoever is waited for goes before patient work', async () => {
  const turns = new Turns(2, 10)
  const { order, work, end } = held()
  const all = [
    turns.patient(work('a')),
    turns.patient(work('b')),
    turns.patient(work('c')),
    turns.hurried(work('d'), full),
    turns.hurried(work('e'), full),
  ]
  expect(order).toEqual(['a', 'b'])
  for (const [ended, next] of [
    ['b', 'd'],
    ['a', 'e'],
    ['d', 'c'],
  ] as const) {
    end(ended)
    await expect.poll(() => order.at(-1)).toBe(next)
  }
  end('e')
  end('c')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('when too many wait, the next one is turned away at once; patient work is not, and a failure gives its place on', async () => {
  const turns = new Turns(1, 1)
  const { order, work, end } = held()
  const first = turns.hurried(work('a'), full)
  const second = turns.hurried(work('b'), full)
  await expect(turns.hurried(work('c'), full)).rejects.toThrow('full')
  const failing = turns.patient(() => Promise.reject(new Error('no')))
  const last = turns.patient(work('d'))
  const failed = expect(failing).rejects.toThrow('no')
  end('a')
  await expect.poll(() => order).toEqual(['a', 'b'])
  end('b')
  await failed
  await expect.poll(() => order).toEqual(['a', 'b', 'd'])
  end('d')
  expect(await Promise.all([first, second, last])).toEqual(['a', 'b', 'd'])
})
