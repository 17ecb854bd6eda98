import { describe, expect, test } from 'vitest'
import { asksForAgents, ruled } from './filter-rules.ts'

const roles = [
  { id: 3, permissions: ['own.profile', 'calls.take'] },
  { id: 4, permissions: ['users.read'] },
]

describe('skills are asked of people who take calls', () => {
  const skill = { op: 'any', values: ['12'] } as const
  test('while the role filter names such a role', () => {
    expect(asksForAgents({ role: { op: 'any', values: ['3', '4'] } }, roles)).toBe(true)
    expect(ruled({ skill, role: { op: 'all', values: ['3'] } }, roles).dropped).toEqual([])
  })
  test('not with another role, with none, or with everybody but agents', () => {
    for (const role of [{ op: 'any', values: ['4'] } as const, undefined, { op: 'none', values: ['3'] } as const]) {
      expect(ruled({ skill, role }, roles)).toEqual({ filters: { role }, dropped: ['skill'] })
    }
  })
})
