import { expect, test } from 'vitest'
import { target } from '../../../../changes/contract/plans.ts'
import { targetOf } from './mass-target.ts'

const [ana, ben] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002'] as const
const left = new Set([ana])
const none = new Set<string>()

test.each([
  ['people ticked one by one', { mode: 'some', ids: new Set([ana, ben]) }, { ids: [ana, ben] }],
  [
    'everyone who matches, without one',
    { mode: 'matching', people: 'search=an%C3%A4+b&status=any%3Aactive%2Cpending', excluded: left },
    { matching: { search: 'anä b', filters: { status: 'any:active,pending' } }, except: [ana] },
  ],
  [
    'everyone who matches a filter alone',
    { mode: 'matching', people: 'skill=unset', excluded: none },
    { matching: { filters: { skill: 'unset' } } },
  ],
  ['everyone of two sites', { mode: 'all', site: 'any:3,14', excluded: left }, { sites: [3, 14], except: [ana] }],
  ['everyone', { mode: 'all', site: null, excluded: none }, { everyone: true }],
] as const)('%s', (_, selection, expected) => {
  expect(targetOf(selection)).toEqual(expected)
  expect(target.safeParse(targetOf(selection)).success).toBe(true)
})
