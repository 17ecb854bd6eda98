import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { queryClient } from '#src/console/query.ts'
import { ThemeProvider } from '#src/console/theme/theme.tsx'
import type { Me } from '../../../sign-in/contract.ts'
import { MeProvider } from '../../../sign-in/console/widgets/me.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { merge } from './merge.ts'
import type { FormValues } from './values.ts'

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} }) // prettier-ignore
})
afterEach(cleanup)

const me: Me = {
  next: 'home',
  user: {
    id: '019a',
    username: 'ana',
    name: 'Ana Lind',
    email: 'ana@example.com',
    language: null,
    timeZone: 'Europe/Riga',
  },
  tenant: {
    id: 1,
    slug: 'acme',
    name: 'Acme',
    modules: [],
    plan: 'basic',
    demonstration: false,
    autoDial: 'off',
    super: false,
  },
  homeTenant: { id: 1, name: 'Acme' },
  operator: false,
  superuser: false,
  permissions: [],
}

const base: FormValues = { jobTitle: 'Agent', phone: null }
const mine: FormValues = { jobTitle: 'Senior agent', phone: null }
const theirs: FormValues = { jobTitle: 'Team lead', phone: '+37120000000' }

const open = (onSave: (values: FormValues) => void) =>
  render(
    <ThemeProvider still>
      <QueryClientProvider client={queryClient}>
        <MeProvider me={me}>
          <ConflictDialog
            conflict={{
              base,
              mine,
              theirs,
              merged: merge(base, mine, theirs),
              changers: { jobTitle: { name: 'Marta Ozola', at: '2026-03-01T14:12:00Z' } },
            }}
            onSave={onSave}
            onClose={() => undefined}
            busy={false}
          />
        </MeProvider>
      </QueryClientProvider>
    </ThemeProvider>,
  )

test('says who changed what, shows both values, and saves only once each is decided', async () => {
  const saved: FormValues[] = []
  open((values) => saved.push(values))
  expect(await screen.findByText('Senior agent')).toBeTruthy()
  expect(screen.getByText('Team lead')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Save with these choices' }))
  expect(saved).toEqual([])
  fireEvent.click(screen.getByRole('radio', { name: /Marta Ozola/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Save with these choices' }))
  expect(saved).toEqual([{ jobTitle: 'Team lead', phone: '+37120000000' }])
})

test('mine can be kept, together with what only the other changed', async () => {
  const saved: FormValues[] = []
  open((values) => saved.push(values))
  fireEvent.click(await screen.findByRole('radio', { name: /Yours/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Save with these choices' }))
  expect(saved).toEqual([{ jobTitle: 'Senior agent', phone: '+37120000000' }])
})
