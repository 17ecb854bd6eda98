import type { Decision, Hint, Review, ReviewRow } from '../contract.ts'
import type { EveryName, Trouble, Undecided } from '../contract/schedules.ts'

export const decisionWords: Readonly<Record<Decision, string>> = {
  keep: 'Keep',
  reduce: 'Reduce',
  deactivate: 'Deactivate',
}

const hintWords: Readonly<Record<Exclude<Hint, 'unseen'>, string>> = {
  superuser: 'Superuser',
  'administrator-without-two-step': 'Administrator without two-step verification',
  'never-signed-in': 'Never signed in',
  'no-queue': 'In no queue',
}
export const sayHint = (hint: Hint, { unseenDays }: ReviewRow): string =>
  hint === 'unseen' ? `Not seen for ${unseenDays ?? 0} days` : hintWords[hint]

/** A day without a time, as people write it. */
export const sayDay = (day: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

const atClose: Readonly<Record<Undecided, string>> = {
  keep: 'Whoever is undecided then is kept',
  deactivate: 'Whoever is undecided then is to be deactivated',
  wait: 'It stays open after that until everybody is decided',
}
export const sayAtClose = ({ undecided }: Review): string => atClose[undecided]

/** What becomes of the undecided, as one chooses it. */
export const undecidedOptions: readonly { readonly value: Undecided; readonly label: string }[] = [
  { value: 'keep', label: 'Is kept' },
  { value: 'deactivate', label: 'Is to be deactivated' },
  { value: 'wait', label: 'Waits: the review stays open and is overdue' },
]

export const everyWords: Readonly<Record<EveryName, string>> = { month: 'Every month', quarter: 'Every quarter' }

export const troubleWords: Readonly<Record<Trouble, string>> = {
  'owner-gone': 'Whoever set it up may start reviews no more. Take it over.',
  'reviewer-cannot-see': 'The reviewer may not see everybody of it. Choose another.',
  'delegate-cannot-see': 'The delegate may not see everybody of it. Choose another.',
  'delegate-same': 'Reviewer and delegate are the same user. Choose another.',
  'delegate-needed': 'Nobody reviews themselves. Choose a delegate for the reviewer’s own row.',
  'sites-unknown': 'A site of it is gone. End it, and start another.',
  'desks-unknown': 'A desk of it is gone. End it, and start another.',
  'nobody-to-review': 'Nobody of it is active or pending.',
}
