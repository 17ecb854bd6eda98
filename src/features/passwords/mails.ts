/** What a person is told when their password changes: they learn of it even when somebody else did it (S6). */
import { defineTemplate } from '../../server/mail/template.ts'

export type PasswordChangedMail = {
  readonly name: string
  readonly at: Date
  /** Where the request came from; null when nobody knows. */
  readonly address: string | null
}

const time = (at: Date, language: string) =>
  `${at.toLocaleString(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`

export const passwordChanged = defineTemplate<PasswordChangedMail>({
  name: 'password-changed',
  says: {
    en: ({ name, at, address }, { tenant, language }) => ({
      subject: `Your password for ${tenant} was changed`,
      body: [
        `Hello ${name},`,
        `the password of your account at ${tenant} was changed on ${time(at, language)}${address ? ` from the address ${address}` : ''}.`,
        'Your other sessions were signed out.',
        { aside: 'If that was not you, tell your administrator at once: somebody may know your password.' },
      ],
    }),
    de: ({ name, at, address }, { tenant, language }) => ({
      subject: `Ihr Passwort für ${tenant} wurde geändert`,
      body: [
        `Guten Tag ${name},`,
        `das Passwort Ihres Kontos bei ${tenant} wurde am ${time(at, language)}${address ? ` von der Adresse ${address}` : ''} geändert.`,
        'Ihre anderen Sitzungen wurden abgemeldet.',
        {
          aside:
            'Wenn Sie das nicht waren, sagen Sie es sofort Ihrer Administration: Jemand kennt womöglich Ihr Passwort.',
        },
      ],
    }),
  },
})
