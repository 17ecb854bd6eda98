/** Many who ask the same at one moment are told by one reading. */

type Turn = { readonly now: Promise<unknown>; next?: Promise<unknown> }
const turnsOf = new WeakMap<object, Map<string, Turn>>()

/**
 * Reads of `where`, or waits for a reading of the same `key` that has not begun yet: whatever was there before somebody asked
 * is in what they are told, and one reading runs while one waits at most, however many ask.
 */
export function together<T>(where: object, key: string, read: () => Promise<T>): Promise<T> {
  const turns = turnsOf.get(where) ?? new Map<string, Turn>()
  turnsOf.set(where, turns)
  const turn = turns.get(key)
  if (!turn) return begin(turns, key, read)
  const next = () => begin(turns, key, read)
  turn.next ??= turn.now.then(next, next)
  return turn.next as Promise<T>
}

function begin<T>(turns: Map<string, Turn>, key: string, read: () => Promise<T>): Promise<T> {
  const turn: Turn = { now: read() }
  turns.set(key, turn)
  const over = () => void (turn.next === undefined && turns.delete(key))
  turn.now.then(over, over)
  return turn.now as Promise<T>
}
