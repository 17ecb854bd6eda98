import { expect, test } from 'vitest'
import type { SetupValues } from './setup-state.ts'
import { bodyOf, faultsOf, firstOpenStep, placeOf, slugFor } from './setup-steps.ts'

const told: SetupValues = {
  firstName: 'Olga', lastName: '', email: 'olga@example.com', password: 'seven grey lamps in rain',
  tenantName: 'Rīgas Kontakti', slug: 'rigas-kontakti', language: 'lv', timeZone: 'Europe/Riga',
  siteName: 'Riga', siteTimeZone: '', country: '', demonstration: false,
} // prettier-ignore

test('a short name is made of the name, in any script that has letters for it', () => {
  expect(slugFor('Rīgas Kontakti SIA')).toBe('rigas-kontakti-sia')
  expect(slugFor('  Łódź & Co. ')).toBe('lodz-co')
  expect(slugFor('株式会社')).toBe('')
})

test('the first step with something missing is where the wizard goes back to', () => {
  expect(firstOpenStep(told)).toBeUndefined()
  expect(firstOpenStep({ ...told, siteName: '' })).toBe('site')
  expect(firstOpenStep({ ...told, siteName: '', password: '' })).toBe('operator')
})

test('a password made of the own company is refused before it is sent', () => {
  expect(faultsOf('operator', { ...told, password: 'RigasKontakti12' }).password).toMatch(/your company/)
})

test('what was not told is left out, and the site takes the time zone of the tenant', () => {
  const body = bodyOf(told, 'token')
  expect(body.operator).toEqual({ email: 'olga@example.com', password: 'seven grey lamps in rain', firstName: 'Olga' })
  expect(body.site).toEqual({ name: 'Riga', timeZone: 'Europe/Riga' })
})

test('what the server refuses leads to its field', () => {
  expect(placeOf('#/operator/password')).toEqual(['password', 'operator'])
  expect(placeOf('/tenant/slug')).toEqual(['slug', 'tenant'])
})
