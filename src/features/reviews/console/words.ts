import type { Decision, Hint, Review, ReviewRow } from '../contract.ts'

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

export const sayAtClose = ({ undecided }: Review): string =>
  undecided === 'keep' ? 'Whoever is undecided then is kept' : 'Whoever is undecided then is to be deactivated'
