import fc from 'fast-check'
import { expect, test } from 'vitest'
import { merge } from './merge.ts'
import { sameValue } from './same.ts'
import type { FormValues } from './values.ts'

const base: FormValues = {
  firstName: 'Ana',
  jobTitle: 'Agent',
  phone: null,
  tags: [1, 2],
  skills: [{ id: 7, level: 2 }],
  roles: [{ id: 3, sites: null, desks: null }],
  custom: { shirt: 'M' },
}

test('what only the other changed is taken, what only I changed stays', () => {
  const merged = merge(base, { ...base, phone: '+37120000000' }, { ...base, jobTitle: 'Team lead' })
  expect(merged.conflicts).toEqual([])
  expect(merged.theirs).toEqual(['jobTitle'])
  expect(merged.values).toMatchObject({ phone: '+37120000000', jobTitle: 'Team lead' })
})

test('the same text changed in two ways is a conflict, and mine is not lost', () => {
  const merged = merge(base, { ...base, jobTitle: 'Mine' }, { ...base, jobTitle: 'Theirs' })
  expect(merged.conflicts).toEqual(['jobTitle'])
  expect(merged.values.jobTitle).toBe('Mine')
})

test('the same change made twice is no conflict', () => {
  const both = { ...base, jobTitle: 'Team lead' }
  expect(merge(base, both, both)).toMatchObject({ conflicts: [], theirs: [] })
})

test('two people may each add a tag, and one may take one away', () => {
  const merged = merge(base, { ...base, tags: [1, 2, 3] }, { ...base, tags: [2, 4] })
  expect(merged.conflicts).toEqual([])
  expect([...(merged.values.tags ?? [])].sort()).toEqual([2, 3, 4])
})

test('two levels for one skill are a conflict; a level and another skill are not', () => {
  const mine: FormValues = { ...base, skills: [{ id: 7, level: 5 }] }
  expect(merge(base, mine, { ...base, skills: [{ id: 7, level: 1 }] }).conflicts).toEqual(['skills'])
  const merged = merge(base, mine, { ...base, skills: [{ id: 7, level: 2 }, { id: 8 }] })
  expect(merged.conflicts).toEqual([])
  expect(merged.values.skills).toEqual([{ id: 7, level: 5 }, { id: 8 }])
})

test('a role that one limits and the other takes away is a conflict', () => {
  const mine: FormValues = { ...base, roles: [{ id: 3, sites: [9], desks: null }] }
  expect(merge(base, mine, { ...base, roles: [{ id: 4 }] }).conflicts).toEqual(['roles'])
})

test('custom fields merge key by key', () => {
  const merged = merge(base, { ...base, custom: { shirt: 'L' } }, { ...base, custom: { shirt: 'M', desk_no: 4 } })
  expect(merged.values.custom).toEqual({ shirt: 'L', desk_no: 4 })
})

test('a secret that I typed survives every merge', () => {
  expect(merge(base, { ...base, sipPassword: 'typed' }, base).values.sipPassword).toBe('typed')
})

const values = fc.record({
  firstName: fc.constantFrom('Ana', 'Anna', null),
  tags: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
  skills: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 3 }), level: fc.constantFrom(1, 2, null) }), {
    selector: (s) => s.id,
  }),
})

test('without changes of mine everything is theirs; without theirs everything is mine', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      for (const [mine, theirs] of [
        [a, b],
        [b, a],
      ] as const) {
        const { values: together, conflicts } = merge(a, mine, theirs)
        const expected = mine === a ? theirs : mine
        expect(conflicts).toEqual([])
        for (const name of ['firstName', 'tags', 'skills'] as const)
          expect(sameValue(name, together[name], expected[name])).toBe(true)
      }
    }),
  )
})

test('whoever saves second, the same fields are in conflict, and all others come out equal', () => {
  fc.assert(
    fc.property(values, values, values, (before, one, two) => {
      const first = merge(before, one, two)
      const second = merge(before, two, one)
      expect(first.conflicts).toEqual(second.conflicts)
      for (const name of ['firstName', 'tags', 'skills'] as const) {
        if (!first.conflicts.includes(name)) expect(sameValue(name, first.values[name], second.values[name])).toBe(true)
      }
    }),
  )
})
