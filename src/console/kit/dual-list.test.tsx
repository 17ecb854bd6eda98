import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ThemeProvider } from '../theme/theme.tsx'
import { DualList, type DualOption } from './dual-list.tsx'
import { LiveRegion } from './live-region.tsx'

let narrow = false
// The lists are fetched when first shown; here once, so that no test waits for the compiler.
beforeAll(() => import('./dual-list/dual-list-body.tsx'))
beforeAll(() => {
  // jsdom lays nothing out: a size is needed for the rows that a list of that height would hold.
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: narrow && query.includes('max-width'),
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
  Element.prototype.scrollIntoView = () => undefined
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400)
})
afterEach(() => {
  cleanup()
  narrow = false
})

const skills: DualOption[] = [
  { id: 1, label: 'Spanish' },
  { id: 2, label: 'Billing' },
  { id: 3, label: 'German' },
  { id: 4, label: 'Bērniem', lockedWhy: 'Managed by the directory' },
  { id: 5, label: 'Sales' },
]

function Skills({ options = skills, levelled = false }: { options?: readonly DualOption[]; levelled?: boolean }) {
  const [selected, setSelected] = useState<number[]>([3])
  const [levels, setLevels] = useState<Record<number, number>>({})
  return (
    <ThemeProvider still>
      <DualList
        label="Skills"
        name="skills"
        options={options}
        selected={selected}
        onChange={setSelected}
        levels={levelled ? levels : undefined}
        onLevel={levelled ? (id, level) => setLevels((before) => ({ ...before, [id]: level ?? 0 })) : undefined}
      />
      <LiveRegion />
    </ThemeProvider>
  )
}

const list = (title: string) => screen.findByRole('listbox', { name: `${title}: Skills` })
const names = (box: HTMLElement) =>
  within(box)
    .queryAllByRole('option')
    .map((option) => option.querySelector('bdi')?.textContent)
const ticked = (box: HTMLElement) =>
  within(box)
    .queryAllByRole('option', { selected: true })
    .map((option) => option.querySelector('bdi')?.textContent)
const press = (key: string, how: object = {}) => {
  const target = document.activeElement ?? document.body
  fireEvent.keyDown(target, { key, ...how })
  fireEvent.keyUp(target, { key, ...how })
}
const enterList = async (title: string) => {
  const box = await list(title)
  fireEvent.keyDown(screen.getByLabelText(`Search ${title.toLowerCase()}`), { key: 'ArrowDown' })
  return box
}
const focused = () => document.activeElement?.querySelector('bdi')?.textContent
const said = () => document.querySelector('[data-live-region]')?.textContent?.trim()

test('arrowing never changes aria-selected', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  press('ArrowDown')
  press('ArrowDown')
  press('ArrowUp')
  press('End')
  press('Home')
  expect(ticked(box)).toEqual([])
  press(' ')
  expect(ticked(box)).toEqual(['Spanish'])
  press('ArrowDown')
  press('ArrowDown')
  expect(ticked(box)).toEqual(['Spanish'])
})

test('Enter moves the entry, the focus stays in the list, and the change is said once', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  expect(focused()).toBe('Spanish')
  press('Enter')
  expect(names(await list('Selected'))).toEqual(['Spanish', 'German'])
  expect(box.contains(document.activeElement)).toBe(true)
  expect(said()).toBe('Added Spanish. 2 selected')
})

test('ticked entries move together, by button too, and the count follows', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  press(' ')
  press('ArrowDown')
  press(' ')
  screen.getByRole('button', { name: 'Add' }).focus()
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  expect(names(box)).toEqual(['Bērniem', 'Sales'])
  expect(said()).toBe('Added 2 entries. 3 selected')
  expect(screen.getByText('3 of 5')).toBeDefined()
  await waitFor(() => expect(box.contains(document.activeElement)).toBe(true))
})

test('ticked entries moved by Enter leave the focus in the list', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  press(' ')
  press('ArrowDown')
  press(' ')
  press('Enter')
  expect(names(box)).toEqual(['Bērniem', 'Sales'])
  expect(box.contains(document.activeElement)).toBe(true)
})

test('Shift extends and Ctrl+A ticks all but the locked', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  press(' ')
  press('ArrowDown', { shiftKey: true })
  expect(ticked(box)).toEqual(['Spanish', 'Billing'])
  press('a', { ctrlKey: true })
  expect(ticked(box)).toEqual(['Spanish', 'Billing', 'Sales'])
})

test('a locked entry can be reached, says why, and does not move', async () => {
  render(<Skills />)
  const box = await enterList('Available')
  press('ArrowDown')
  press('ArrowDown')
  expect(focused()).toBe('Bērniem')
  expect(document.activeElement?.textContent).toContain('Managed by the directory')
  press(' ')
  press('Enter')
  expect(names(box)).toContain('Bērniem')
  expect(said()).toBe('Managed by the directory')
})

test('search finds whatever the accents, and "Add all shown" adds what is shown', async () => {
  render(<Skills options={skills.map((s) => ({ ...s, lockedWhy: undefined }))} />)
  const box = await list('Available')
  fireEvent.change(screen.getByLabelText('Search available'), { target: { value: 'BERN' } })
  expect(names(box)).toEqual(['Bērniem'])
  fireEvent.click(screen.getByRole('button', { name: 'Add all shown' }))
  expect(names(await list('Selected'))).toEqual(['German', 'Bērniem'])
})

test('groups stand under their headings', async () => {
  render(<Skills options={skills.map((s) => ({ ...s, group: s.id % 2 ? 'Languages' : 'Products' }))} />)
  const box = await list('Available')
  expect(within(box).getByRole('group', { name: 'Products' }).textContent).toContain('Billing')
})

test('a digit sets the level of a selected skill', async () => {
  render(<Skills levelled />)
  const box = await enterList('Selected')
  press('4')
  expect(box.textContent).toContain('Level 4')
})

test('on a narrow screen it is one list of checkboxes', async () => {
  narrow = true
  render(<Skills />)
  const german = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'German' })
  expect(german.checked).toBe(true)
  fireEvent.click(screen.getByRole('checkbox', { name: 'Sales' }))
  expect(said()).toBe('Added Sales. 2 selected')
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Bērniem/ }).disabled).toBe(true)
})

test('of more entries than can be held, what is searched for is asked for, and it says how many there are', async () => {
  const onSearch = vi.fn()
  render(
    <ThemeProvider still>
      <DualList
        label="Skills"
        name="skills"
        options={skills}
        more={{ total: 4312, onSearch }}
        selected={[3]}
        onChange={() => undefined}
      />
    </ThemeProvider>,
  )
  expect(screen.getByText('5 of 4,312 stand here. Search finds the others.')).toBeTruthy()
  expect(screen.getByText('4 of 4,311')).toBeTruthy()
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search available' }), { target: { value: ' zur ' } })
  await waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('zur'))
})
