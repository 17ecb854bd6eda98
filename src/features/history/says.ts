/** What an action did, in words: "Deactivated", "Desks added", "Group created". */

const PAST: Readonly<Record<string, string>> = {
  accept: 'accepted',
  activate: 'activated',
  add: 'added',
  change: 'changed',
  choose: 'chosen',
  create: 'created',
  deactivate: 'deactivated',
  delete: 'deleted',
  edit: 'edited',
  end: 'ended',
  erase: 'erased',
  export: 'exported',
  import: 'imported',
  link: 'linked',
  lock: 'locked',
  merge: 'merged',
  move: 'moved',
  recover: 'recovered',
  remove: 'removed',
  renew: 'renewed',
  replace: 'replaced',
  reopen: 'reopened',
  reset: 'reset',
  restore: 'restored',
  send: 'sent',
  set: 'set',
  start: 'started',
  tick: 'ticked',
  undo: 'undone',
  unlock: 'unlocked',
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** `add-business-units` reads "Business units added"; what has no such verb is read as it stands. */
export function saysOf(action: string): string {
  const [verb = '', ...thing] = action.split('-')
  const past = PAST[verb]
  return capital(past ? [...thing, past].join(' ') : action.replaceAll('-', ' '))
}
