import { expect, test } from 'vitest'
import { languageName } from './language-names.ts'
import { isLanguageTag } from './schemas.ts'

test.each([
  ['lv', 'Latvian'],
  ['es-CO', 'Spanish (Colombia)'],
  ['zh-Hant', 'Traditional Chinese'],
  ['de-x-office', 'de-x-office'],
  ['en-u-ca-buddhist', 'en-u-ca-buddhist'],
])('%s, which a user may have, reads %s', (tag, name) => {
  expect(isLanguageTag(tag)).toBe(true)
  expect(languageName(tag)).toBe(name)
})
