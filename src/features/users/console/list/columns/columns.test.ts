import { describe, expect, test } from 'vitest'
import { firstColumns, moved, placed, shownColumns } from './columns.ts'

const all = () => true
const ask = { chosen: undefined, hasModule: all, middling: false }

describe('the columns of the list', () => {
  test('are the first ones until somebody chooses, and six of them on a middling screen', () => {
    expect(shownColumns(ask)).toEqual(firstColumns)
    expect(shownColumns({ ...ask, chosen: [] })).toEqual(firstColumns)
    expect(shownColumns({ ...ask, middling: true })).toHaveLength(6)
  })
  test('stand as they were chosen, after the name, without what no longer exists', () => {
    expect(
      shownColumns({ ...ask, chosen: ['name', 'created', 'shoeSize', 'email', 'created'], middling: true }),
    ).toEqual(['name', 'created', 'email'])
  })
  test('of a module that is off are absent', () => {
    expect(shownColumns({ ...ask, hasModule: (module) => module !== 'queues' })).not.toContain('queues')
  })
  test('move by one place, and stay at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
    expect(placed(['a', 'b', 'c', 'd'], 'a', 2)).toEqual(['b', 'c', 'a', 'd'])
  })
})
