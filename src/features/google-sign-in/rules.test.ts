import { expect, test } from 'vitest'
import { isOfDomain, isSameAddress, type ProvidedAccount } from './rules.ts'

test.each([
  ['capitals', 'Ana.Lind@Example.com', 'ana.lind@example.COM', true],
  ['another person', 'ana@example.com', 'anna@example.com', false],
  ['a sign that folds to a letter', 'kim@example.com', '\u212Aim@example.com', false],
  ['a dotless i', 'kim@example.com', 'kım@example.com', false],
  ['wide letters', 'kim@example.com', 'ｋim@example.com', false],
])('S44: %s: an address is the same but for capitals', (_what, entered, came, same) => {
  expect(isSameAddress(entered, came)).toBe(same)
})

const google: ProvidedAccount = {
  issuer: 'https://accounts.google.com',
  subject: '1',
  email: 'ana@work.example',
  domain: null,
}
test.each([
  ['any account where no domain is named', google, [], true],
  ['of Google, the organisation that it names', { ...google, domain: 'Work.example' }, ['work.example'], true],
  ['of Google, no account whose address alone is of the domain', google, ['work.example'], false],
  [
    'of another provider, the domain of the address',
    { ...google, issuer: 'https://id.example' },
    ['work.example'],
    true,
  ],
  ['no other domain', { ...google, domain: 'other.example' }, ['work.example'], false],
])('S44: %s', (_what, account, domains, may) => {
  expect(isOfDomain(account, domains)).toBe(may)
})
