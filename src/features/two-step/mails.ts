/** What a person is told when their second step changes: they learn of it even when somebody else did it (S18). */
import { defineTemplate } from '../../server/mail/template.ts'

export type Happened =
  'authenticator-added' | 'authenticator-removed' | 'codes-renewed' | 'passkey-added' | 'passkey-removed' | 'reset'

export type SecondStepMail = {
  readonly name: string
  readonly happened: Happened
  readonly at: Date
  /** Where the request came from; null when nobody knows. */
  readonly address: string | null
}

const time = (at: Date, language: string) =>
  `${at.toLocaleString(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`

const english: Readonly<Record<Happened, string>> = {
  'authenticator-added': 'an authenticator was set up',
  'authenticator-removed': 'the authenticator was removed',
  'codes-renewed': 'new backup codes were made; the old ones no longer work',
  'passkey-added': 'a passkey was set up',
  'passkey-removed': 'a passkey was removed',
  reset:
    'an administrator reset two-step verification; the authenticator, passkeys and backup codes no longer work, and you were signed out everywhere',
}
const german: Readonly<Record<Happened, string>> = {
  'authenticator-added': 'ein Authenticator wurde eingerichtet',
  'authenticator-removed': 'der Authenticator wurde entfernt',
  'codes-renewed': 'neue Ersatzcodes wurden erzeugt; die alten gelten nicht mehr',
  'passkey-added': 'ein Passkey wurde eingerichtet',
  'passkey-removed': 'ein Passkey wurde entfernt',
  reset:
    'die Administration hat die Bestätigung in zwei Schritten zurückgesetzt; Authenticator, Passkeys und Ersatzcodes gelten nicht mehr, und Sie wurden überall abgemeldet',
}

export const secondStepChanged = defineTemplate<SecondStepMail>({
  name: 'second-step-changed',
  says: {
    en: ({ name, happened, at, address }, { tenant, language }) => ({
      subject: `Two-step verification of your account at ${tenant} was changed`,
      body: [
        `Hello ${name},`,
        `on ${time(at, language)}${address ? `, from the address ${address},` : ''} this happened to your account at ${tenant}: ${english[happened]}.`,
        { aside: 'If nobody asked you about it, tell your administrator at once.' },
      ],
    }),
    de: ({ name, happened, at, address }, { tenant, language }) => ({
      subject: `Die Bestätigung in zwei Schritten für ${tenant} wurde geändert`,
      body: [
        `Guten Tag ${name},`,
        `am ${time(at, language)}${address ? `, von der Adresse ${address} aus,` : ''} ist mit Ihrem Konto bei ${tenant} Folgendes geschehen: ${german[happened]}.`,
        { aside: 'Wenn Sie davon nichts wussten, sagen Sie es sofort Ihrer Administration.' },
      ],
    }),
  },
})
