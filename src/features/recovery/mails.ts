/** The mails with a link. Each says who asked for it, how long it works, and what to do when it was not you. */
import { defineTemplate } from '../../server/mail/template.ts'
import type { LinkKind } from './rules.ts'

export type LinkMail = { readonly name: string; readonly username: string; readonly link: string }

export const templates = {
  forgot: defineTemplate<LinkMail>({
    name: 'forgot-password',
    says: {
      en: ({ name, username, link }, { tenant }) => ({
        subject: `Set a new password for ${tenant}`,
        body: [
          `Hello ${name},`,
          `somebody asked for a new password for your account “${username}” at ${tenant}. If that was you, choose one here:`,
          { link, label: 'Choose a new password' },
          {
            aside:
              'The link works once, for 30 minutes. If it was not you, do nothing: your present password goes on working.',
          },
        ],
      }),
      de: ({ name, username, link }, { tenant }) => ({
        subject: `Neues Passwort für ${tenant}`,
        body: [
          `Guten Tag ${name},`,
          `jemand hat für Ihr Konto „${username}“ bei ${tenant} ein neues Passwort verlangt. Wenn Sie das waren, wählen Sie es hier:`,
          { link, label: 'Neues Passwort wählen' },
          {
            aside:
              'Der Link gilt einmal und 30 Minuten lang. Wenn Sie es nicht waren, tun Sie nichts: Ihr bisheriges Passwort gilt weiter.',
          },
        ],
      }),
    },
  }),
  activation: defineTemplate<LinkMail>({
    name: 'activation',
    says: {
      en: ({ name, username, link }, { tenant }) => ({
        subject: `Your account at ${tenant}`,
        body: [
          `Hello ${name},`,
          `An account was made for you at ${tenant}. Your username is “${username}”. Choose a password to activate it:`,
          { link, label: 'Activate the account' },
          { aside: 'The link works once, for 7 days. If it is over, ask your administrator for another one.' },
        ],
      }),
      de: ({ name, username, link }, { tenant }) => ({
        subject: `Ihr Konto bei ${tenant}`,
        body: [
          `Guten Tag ${name},`,
          `bei ${tenant} wurde ein Konto für Sie angelegt. Ihr Benutzername ist „${username}“. Wählen Sie ein Passwort, um es zu aktivieren:`,
          { link, label: 'Konto aktivieren' },
          {
            aside: 'Der Link gilt einmal und 7 Tage lang. Danach bitten Sie Ihre Administration um einen neuen.',
          },
        ],
      }),
    },
  }),
  reset: defineTemplate<LinkMail>({
    name: 'reset-link',
    says: {
      en: ({ name, username, link }, { tenant }) => ({
        subject: `Choose a new password for ${tenant}`,
        body: [
          `Hello ${name},`,
          `An administrator of ${tenant} reset the password of your account “${username}”. The old one works no longer. Choose a new one here:`,
          { link, label: 'Choose a new password' },
          {
            aside:
              'The link works once, for 60 minutes. If it is over, ask for another one by “Forgot your password?” on the sign-in page.',
          },
        ],
      }),
      de: ({ name, username, link }, { tenant }) => ({
        subject: `Wählen Sie ein neues Passwort für ${tenant}`,
        body: [
          `Guten Tag ${name},`,
          `die Administration von ${tenant} hat das Passwort Ihres Kontos „${username}“ zurückgesetzt. Das alte gilt nicht mehr. Wählen Sie hier ein neues:`,
          { link, label: 'Neues Passwort wählen' },
          {
            aside:
              'Der Link gilt einmal und 60 Minuten lang. Danach verlangen Sie auf der Anmeldeseite unter „Passwort vergessen?“ einen neuen.',
          },
        ],
      }),
    },
  }),
} satisfies Record<LinkKind, unknown>
