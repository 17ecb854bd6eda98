import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ThemeProvider } from '../theme/theme.tsx'
import { Dialog, PlainDialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'
import { SecretOnce } from './secret-once.tsx'

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
})
afterEach(cleanup)

const confirm = vi.fn()
const close = vi.fn()
const open = (typeNumber?: number) =>
  render(
    <ThemeProvider still>
      <Dialog
        opened
        onClose={close}
        title="Delete 1,204 users?"
        consequence="They are signed out and removed from every list."
        points={['41,002 leads are unassigned']}
        confirm="Delete 1,204 users"
        danger
        typeNumber={typeNumber}
        onConfirm={confirm}
      />
    </ThemeProvider>,
  )
afterEach(() => {
  confirm.mockClear()
  close.mockClear()
})

test('the focus starts on Cancel, and Escape cancels', async () => {
  open()
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
  expect(close).toHaveBeenCalled()
  expect(confirm).not.toHaveBeenCalled()
})

test('where nothing asks for the focus, it starts in the first field', async () => {
  render(
    <ThemeProvider still>
      <PlainDialog opened onClose={close} title="New team">
        <TextField name="name" label="Name" value="" onChange={() => undefined} />
        <TextField name="other" label="Other" value="" onChange={() => undefined} />
      </PlainDialog>
    </ThemeProvider>,
  )
  await waitFor(() => expect(document.activeElement?.getAttribute('name')).toBe('name'))
})

test('it is named by its title, and says what will happen', async () => {
  open()
  const dialog = await screen.findByRole('dialog', { name: 'Delete 1,204 users?' })
  expect(dialog.textContent).toContain('They are signed out')
  expect(dialog.textContent).toContain('41,002 leads')
})

test('more than ten people: the button waits for the number, and Enter in its field does nothing', async () => {
  open(1204)
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete 1,204 users' })
  expect(button.disabled).toBe(true)
  const field = screen.getByLabelText('Type 1,204 to go on')
  fireEvent.change(field, { target: { value: '1,204' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(confirm).not.toHaveBeenCalled()
  expect(button.disabled).toBe(false)
  fireEvent.click(button)
  expect(confirm).toHaveBeenCalledTimes(1)
})

test('a secret that was not copied asks once before it is gone', async () => {
  render(
    <ThemeProvider still>
      <SecretOnce title="Temporary password for Ana" secret="K7QF-M2XR" onClose={close} />
    </ThemeProvider>,
  )
  expect((await screen.findByText('K7QF-M2XR')).tagName).toBe('CODE')
  fireEvent.click(screen.getByText('Close'))
  expect(close).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toContain('not copied')
  fireEvent.click(screen.getByText('Close without copying'))
  expect(close).toHaveBeenCalled()
})

test('a secret hides while the tab is not looked at', async () => {
  render(
    <ThemeProvider still>
      <SecretOnce title="Temporary password for Ana" secret="K7QF-M2XR" onClose={close} />
    </ThemeProvider>,
  )
  await screen.findByText('K7QF-M2XR')
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValueOnce('hidden')
  fireEvent(document, new Event('visibilitychange'))
  expect(screen.queryByText('K7QF-M2XR')).toBeNull()
  fireEvent.click(screen.getByText('Show the password again'))
  expect(screen.getByText('K7QF-M2XR')).toBeDefined()
})
