/** What reviewers and delegates are told: somebody waits for them, the last day comes, it is over (HOUSE-5). */
import { defineTemplate } from '../../server/mail/template.ts'

export type ReviewMail = {
  readonly name: string
  /** What the review is called. */
  readonly review: string
  /** So many users are undecided, and the reader's to decide. */
  readonly waiting: number
  /** The last day, `2026-12-31`. */
  readonly dueOn: string
  readonly link: string
}

const sayDay = (day: string, language: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
const users = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'user waits' : 'users wait'}`
const benutzer = (n: number) => (n === 1 ? 'wartet 1 Benutzer' : `warten ${n.toLocaleString('de')} Benutzer`)

type Reminder = {
  readonly en: { readonly subject: (review: string) => string; readonly when: (day: string) => string }
  readonly de: { readonly subject: (review: string) => string; readonly when: (day: string) => string }
}

const mail = (name: string, { en, de }: Reminder) =>
  defineTemplate<ReviewMail>({
    name,
    says: {
      en: (data, { tenant, language }) => ({
        subject: `${en.subject(data.review)} · ${tenant}`,
        body: [
          `Hello ${data.name},`,
          `${users(data.waiting)} for your decision in the access review “${data.review}” of ${tenant}: keep, reduce or deactivate. ${en.when(sayDay(data.dueOn, language))}`,
          { link: data.link, label: 'Open the review' },
          { aside: 'Nothing changes for anybody until the review is closed and its plan is run.' },
        ],
      }),
      de: (data, { tenant, language }) => ({
        subject: `${de.subject(data.review)} · ${tenant}`,
        body: [
          `Guten Tag ${data.name},`,
          `in der Zugriffsprüfung „${data.review}“ von ${tenant} ${benutzer(data.waiting)} auf Ihre Entscheidung: behalten, einschränken oder deaktivieren. ${de.when(sayDay(data.dueOn, language))}`,
          { link: data.link, label: 'Prüfung öffnen' },
          { aside: 'Für niemanden ändert sich etwas, bevor die Prüfung abgeschlossen und ihr Plan ausgeführt ist.' },
        ],
      }),
    },
  })

export const reviewWaits = mail('review-waits', {
  en: { subject: (review) => `A review waits for you: ${review}`, when: (day) => `The last day is ${day}.` },
  de: {
    subject: (review) => `Eine Prüfung wartet auf Sie: ${review}`,
    when: (day) => `Der letzte Tag ist der ${day}.`,
  },
})
export const reviewDue = mail('review-due', {
  en: { subject: (review) => `Reminder: ${review}`, when: (day) => `The last day is ${day}.` },
  de: { subject: (review) => `Erinnerung: ${review}`, when: (day) => `Der letzte Tag ist der ${day}.` },
})
export const reviewOverdue = mail('review-overdue', {
  en: {
    subject: (review) => `Overdue: ${review}`,
    when: (day) => `The last day was ${day}; the review is still open.`,
  },
  de: {
    subject: (review) => `Überfällig: ${review}`,
    when: (day) => `Der letzte Tag war der ${day}; die Prüfung ist noch offen.`,
  },
})
