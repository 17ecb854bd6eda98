import { beforeEach, expect, test } from 'vitest'
import { neighbours, recallWalk, rememberWalk } from './walk.ts'

beforeEach(() => sessionStorage.clear())

test('the arrows walk the list in the order in which it was shown', () => {
  rememberWalk({ ids: ['a', 'b', 'c'], address: '/users?status=any:active' })
  expect(neighbours(recallWalk(), 'b')).toEqual({ previous: 'a', next: 'c', place: 2 })
  expect(neighbours(recallWalk(), 'a')).toEqual({ previous: undefined, next: 'b', place: 1 })
})

test('a person who was not in the list has no neighbours', () => {
  rememberWalk({ ids: ['a'], address: '/users' })
  expect(neighbours(recallWalk(), 'x')).toEqual({})
  expect(neighbours(null, 'x')).toEqual({})
})
