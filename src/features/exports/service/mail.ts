/** The mail with the link to a file. The link opens nothing by itself: whoever follows it signs in. */
import { defineTemplate } from '../../../server/mail/template.ts'

export type ReadyMail = {
  readonly name: string
  /** Who asked for it. */
  readonly by: string
  readonly people: number
  readonly link: string
  /** The day on which the file goes. */
  readonly until: string
}

export const exportReady = defineTemplate<ReadyMail>({
  name: 'export-ready',
  says: {
    en: ({ name, by, people, link, until }, { tenant }) => ({
      subject: `Your export of ${tenant} is ready`,
      body: [
        `Hello ${name},`,
        `the list of ${people.toLocaleString('en')} ${people === 1 ? 'user' : 'users'} of ${tenant} that ${by} asked for is ready.`,
        { link, label: 'Open the export' },
        { aside: `You sign in to download it. The link works until ${until} (UTC).` },
      ],
    }),
    de: ({ name, by, people, link, until }, { tenant }) => ({
      subject: `Ihr Export von ${tenant} ist fertig`,
      body: [
        `Guten Tag ${name},`,
        `die von ${by} angeforderte Liste mit ${people.toLocaleString('de')} Benutzern von ${tenant} ist fertig.`,
        { link, label: 'Export öffnen' },
        { aside: `Zum Herunterladen melden Sie sich an. Der Link gilt bis ${until} (UTC).` },
      ],
    }),
  },
})
