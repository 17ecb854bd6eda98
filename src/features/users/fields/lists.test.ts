import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNames, readRoles, readSkills, writeNames, writeRoles, writeSkills } from './lists.ts'

describe('a list in one cell', () => {
  test('reads as a person would write it', () => {
    expect(readNames('Sales; Support|North\nSouth')).toEqual(['Sales', 'Support', 'North', 'South'])
    expect(readSkills('Spanish:4; Billing')).toEqual([
      { name: 'Spanish', level: 4 },
      { name: 'Billing', level: null },
    ])
    expect(readRoles('Agent; Manager (desks: Sales, Support)')).toEqual([
      { name: 'Agent', sites: null, desks: null },
      { name: 'Manager', sites: null, desks: ['Sales', 'Support'] },
    ])
  })

  test('keeps names that look like more than a name', () => {
    const names = ['a; b', 'c|d', '"e"', 'f"', 'g, h', 'Spanish:4', 'Manager (desks: Sales)', 'i (j)']
    expect(readNames(writeNames(names))).toEqual(names)
    expect(readSkills(writeSkills(names.map((name) => ({ name, level: null })))).map(({ name }) => name)).toEqual(names)
    expect(readRoles(writeRoles(names.map((name) => ({ name, sites: null, desks: null })))).map((r) => r.name)).toEqual(
      names,
    )
  })

  test('keeps limits that look like those of another role', () => {
    const roles = [
      { name: 'Chief; of all', sites: null, desks: ['Plus', 'Team (desks: Sales)'] },
      { name: 'Lead (sites: Riga', sites: ['One, two'], desks: null },
    ]
    expect(readRoles(writeRoles(roles))).toEqual(roles)
  })

  // As the catalogue has it: no control characters, and no blank at either end of what was read.
  const name = fc
    .string({ unit: fc.constantFrom(...'aB1"";|,:()  é'), minLength: 1, maxLength: 8 })
    .filter((text) => text.trim() === text)
  const within = fc.array(name, { minLength: 1, maxLength: 3 })

  test('whatever the names are, what is written is read', () => {
    fc.assert(fc.property(fc.array(name), (names) => void expect(readNames(writeNames(names))).toEqual(names)))
    const skill = fc.record({ name, level: fc.option(fc.integer({ min: 1, max: 5 })) })
    fc.assert(fc.property(fc.array(skill), (skills) => void expect(readSkills(writeSkills(skills))).toEqual(skills)))
    const role = fc.oneof(
      fc.record({ name, sites: within, desks: fc.constant(null) }),
      fc.record({ name, sites: fc.constant(null), desks: within }),
      fc.record({ name, sites: fc.constant(null), desks: fc.constant(null) }),
    )
    fc.assert(fc.property(fc.array(role), (roles) => void expect(readRoles(writeRoles(roles))).toEqual(roles)))
  })
})
