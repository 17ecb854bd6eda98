import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countOf,
  isTicked,
  keepSelection,
  movedAway,
  nobody,
  readSelection,
  select,
  type SelectionState,
  type SelectionStep,
} from './selection.ts'

const after = (...steps: SelectionStep[]): SelectionState => steps.reduce(select, nobody)
const shown = { people: 'status=any%3Aactive', site: null }
const order = ['a', 'b', 'c', 'd', 'e']
const ticked = (state: SelectionState) => order.filter((id) => isTicked(state.selection, id, shown) === 'yes').join('')

describe('ticking people', () => {
  test('one by one, and off again', () => {
    const state = after(
      { do: 'tick', id: 'a', on: true },
      { do: 'tick', id: 'c', on: true },
      { do: 'tick', id: 'a', on: false },
    )
    expect(ticked(state)).toBe('c')
    expect(countOf(state.selection, 5)).toBe(1)
  })

  test('Shift ticks all between, in the order that is seen, and the beginning stays', () => {
    const range = (to: string): SelectionStep => ({ do: 'range', to, on: true, order })
    const state = after({ do: 'tick', id: 'c', on: true }, range('e'))
    expect(ticked(state)).toBe('cde')
    expect(ticked(select(state, range('b')))).toBe('bcde')
  })

  test('a range whose beginning stands on another page is the row alone', () => {
    expect(ticked(after({ do: 'tick', id: 'elsewhere', on: true }, { do: 'range', to: 'd', on: true, order }))).toBe(
      'd',
    )
  })

  test('a page is added to what was ticked on other pages', () => {
    const state = after({ do: 'tick', id: 'elsewhere', on: true }, { do: 'page', ids: order, on: true })
    expect(countOf(state.selection, 100)).toBe(6)
  })
})

describe('everyone who matches', () => {
  const matching: SelectionStep = { do: 'matching', people: shown.people }

  test('unticking leaves somebody out, ticking takes them back', () => {
    const without = after(matching, { do: 'tick', id: 'b', on: false }, { do: 'tick', id: 'd', on: false })
    expect(ticked(without)).toBe('ace')
    expect(countOf(without.selection, 12_430)).toBe(12_428)
    expect(countOf(select(without, { do: 'tick', id: 'b', on: true }).selection, 12_430)).toBe(12_429)
  })

  test('the number is not known before it is counted', () => {
    expect(countOf(after(matching).selection, null)).toBeNull()
  })

  test('under other filters nobody can say whether a row belongs to it, but those left out are out', () => {
    const { selection } = after(matching, { do: 'tick', id: 'b', on: false })
    const elsewhere = { people: 'status=any%3Ainactive', site: null }
    expect(movedAway(selection, elsewhere)).toBe(true)
    expect(isTicked(selection, 'a', elsewhere)).toBe('unknown')
    expect(isTicked(selection, 'b', elsewhere)).toBe('no')
  })

  test('“only these” goes back to the people ticked by hand', () => {
    const state = after({ do: 'tick', id: 'a', on: true }, { do: 'tick', id: 'b', on: true }, matching, {
      do: 'picked',
    })
    expect(ticked(state)).toBe('ab')
  })

  test('everyone of a site stays the same set while filters change, but not when the site does', () => {
    const { selection } = after({ do: 'all', site: 'any:7' })
    expect(isTicked(selection, 'a', { people: 'anything', site: 'any:7' })).toBe('yes')
    expect(isTicked(selection, 'a', { people: 'anything', site: 'any:8' })).toBe('unknown')
  })
})

test('what was cleared comes back with Undo', () => {
  const before = after({ do: 'matching', people: shown.people }, { do: 'tick', id: 'b', on: false })
  const cleared = select(before, { do: 'clear' })
  expect(countOf(cleared.selection, 5)).toBe(0)
  expect(select(cleared, { do: 'undo' }).selection).toEqual(before.selection)
})

const anyStep: fc.Arbitrary<SelectionStep> = fc.oneof(
  fc.record({ do: fc.constant('tick' as const), id: fc.constantFrom(...order), on: fc.boolean() }),
  fc.record({
    do: fc.constant('range' as const),
    to: fc.constantFrom(...order),
    on: fc.boolean(),
    order: fc.constant(order),
  }),
  fc.record({ do: fc.constant('page' as const), ids: fc.subarray(order), on: fc.boolean() }),
  fc.constantFrom<SelectionStep>(
    { do: 'matching', people: shown.people },
    { do: 'all', site: null },
    { do: 'picked' },
    { do: 'clear' },
    { do: 'undo' },
  ),
)

test('the number in the bar is the number of ticked rows, whatever was done', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      const state = after(...steps)
      expect(countOf(state.selection, order.length)).toBe(ticked(state).length)
    }),
  )
})

test('a selection survives the tab being loaded again', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      const { selection } = after(...steps)
      expect(readSelection(keepSelection(selection))).toEqual(selection)
    }),
  )
  expect(readSelection('{"mode":"everything"}')).toEqual(nobody.selection)
  expect(readSelection('not json')).toEqual(nobody.selection)
})
