import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { shortcutGroups, useShortcuts, useSingleKeys } from './shortcuts.ts'

const pressed = vi.fn<(what: string) => void>()

function Page() {
  const list = useRef<HTMLDivElement>(null)
  const { on, set } = useSingleKeys()
  useShortcuts('Page', [
    { keys: 'c', says: 'New user', run: () => pressed('new') },
    { keys: 'g u', says: 'Users', run: () => pressed('users') },
    { keys: '?', says: 'Help', run: () => pressed('help') },
    { keys: 'Mod+Enter', says: 'Save', run: () => pressed('save') },
    { keys: 'x', says: 'Select', run: () => pressed('select'), within: list },
  ])
  return (
    <>
      <input aria-label="field" />
      <div ref={list} tabIndex={0} data-testid="list" />
      <button onClick={() => set(!on)}>single keys</button>
    </>
  )
}

const last = () => pressed.mock.calls.at(-1)?.[0]
beforeEach(() => {
  pressed.mockClear()
  render(<Page />)
})
afterEach(cleanup)

test('a letter acts on the page, and never while somebody types', () => {
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(last()).toBe('new')
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'c' })
  expect(pressed).toHaveBeenCalledTimes(1)
})

test('saving by key works inside a field', () => {
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'Enter', ctrlKey: true })
  expect(last()).toBe('save')
})

test('two letters in a row lead to a page', () => {
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 'u' })
  expect(last()).toBe('users')
  fireEvent.keyDown(document.body, { key: 'u' })
  expect(pressed).toHaveBeenCalledTimes(1)
})

test('keys of a list act only while the focus is in it', () => {
  fireEvent.keyDown(document.body, { key: 'x' })
  expect(pressed).not.toHaveBeenCalled()
  screen.getByTestId('list').focus()
  fireEvent.keyDown(screen.getByTestId('list'), { key: 'x' })
  expect(last()).toBe('select')
})

test('single letters can be switched off; keys with Ctrl stay', () => {
  fireEvent.click(screen.getByText('single keys'))
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(pressed).not.toHaveBeenCalled()
  fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true })
  expect(last()).toBe('save')
  fireEvent.click(screen.getByText('single keys'))
})

test('nothing acts behind a dialog', () => {
  const dialog = Object.assign(document.createElement('div'), { role: 'dialog', ariaModal: 'true' })
  dialog.setAttribute('role', 'dialog')
  dialog.setAttribute('aria-modal', 'true')
  document.body.append(dialog)
  fireEvent.keyDown(document.body, { key: 'c' })
  dialog.remove()
  expect(pressed).not.toHaveBeenCalled()
})

test('the help knows what can be pressed here, and forgets it with the page', () => {
  expect(shortcutGroups().flatMap((group) => group.shortcuts.map((s) => s.says))).toContain('New user')
  cleanup()
  expect(shortcutGroups()).toEqual([])
})
