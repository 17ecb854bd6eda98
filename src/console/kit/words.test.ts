import { expect, test } from 'vitest'
import { hueOf, initials } from './avatar.tsx'
import { findLanguages, languageOf } from './languages.ts'
import { plural } from './numbers.ts'
import { offsetMinutes, sayOffset, sayWhen } from './time.ts'
import { findZones } from './time-zones.ts'

const now = new Date('2026-11-22T12:00:00Z')

test.each([
  ['2026-11-22T11:59:40Z', 'now'],
  ['2026-11-22T11:56:00Z', '4 min ago'],
  ['2026-11-22T09:00:00Z', '3 hr ago'],
  ['2026-11-19T12:00:00Z', '3 days ago'],
  ['2026-10-24T12:00:01Z', '28 days ago'],
  ['2026-03-12T12:00:00Z', '12 Mar 2026'],
  ['2026-11-23T13:00:00Z', 'in 1 day'],
])('%s reads "%s"', (moment, words) => {
  expect(sayWhen(new Date(moment), now)).toBe(words)
})

test('offsets follow the season and half hours', () => {
  expect(sayOffset(offsetMinutes('Europe/Riga', now))).toBe('UTC+2')
  expect(sayOffset(offsetMinutes('Europe/Riga', new Date('2026-07-01T00:00:00Z')))).toBe('UTC+3')
  expect(sayOffset(offsetMinutes('America/St_Johns', now))).toBe('UTC−3:30')
  expect(sayOffset(offsetMinutes('UTC', now))).toBe('UTC')
})

test('a zone is found by city, by its present name, by country and by offset', () => {
  expect(findZones('rig')[0]?.id).toBe('Europe/Riga')
  expect(findZones('kolkata').map((zone) => zone.id)).toEqual(['Asia/Kolkata'])
  expect(findZones('philippines').map((zone) => zone.id)).toContain('Asia/Manila')
  expect(findZones('utc+5:30').map((zone) => zone.id)).toContain('Asia/Kolkata')
  expect(findZones('sao paulo').map((zone) => zone.id)).toContain('America/Sao_Paulo')
})

test('a language is found by English name, own name and tag; a rare one can be typed', () => {
  expect(findLanguages('latv')[0]?.tag).toBe('lv')
  expect(findLanguages('Deutsch').map((l) => l.tag)).toContain('de')
  expect(findLanguages('pt-br')[0]?.tag).toBe('pt-BR')
  expect(findLanguages('gsw-CH').at(-1)).toMatchObject({ tag: 'gsw-CH' })
  expect(findLanguages('zz zz')).toEqual([])
  expect(languageOf('not a tag').name).toBe('not a tag')
})

test('initials come from the first and last name, in any script', () => {
  expect(['Ana Lind', '王小明', 'Nguyễn Văn An', 'محمد علي', '  ', 'élodie'].map(initials)).toEqual([
    'AL',
    '王',
    'NA',
    'مع',
    '',
    'É',
  ])
})

test('a person keeps their colour', () => {
  expect(hueOf('0190-a')).toBe(hueOf('0190-a'))
  expect(new Set(Array.from({ length: 200 }, (_, n) => hueOf(`id-${n}`))).size).toBe(12)
})

test('numbers agree with their nouns', () => {
  expect([plural(1, 'user'), plural(0, 'user'), plural(1204, 'user'), plural(2, 'entry', 'entries')]).toEqual([
    '1 user',
    '0 users',
    '1,204 users',
    '2 entries',
  ])
})
