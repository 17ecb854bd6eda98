/** What an import says to the outside: its options and its problems. */
import * as z from 'zod/mini'
import { problem } from '#src/contract/problem.ts'

export const unreadableFile = problem(
  'unreadable-file',
  422,
  'That file cannot be read as a list of people',
  'Save the list as CSV in UTF-8 and send it again; the answer says what was met and where. Nothing was written.',
)

export const unknownColumns = problem(
  'unknown-columns',
  422,
  'The columns of that file are not known',
  'Give the first row our own field names, such as username, email, firstName and lastName, or name the format. Nothing was written.',
)

/** What an e-mail template may hold between braces. */
export const emailParts = ['username', 'firstName', 'lastName', 'extension', 'externalId'] as const
export type EmailPart = (typeof emailParts)[number]

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i

function isTemplate(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  const parts = [...local.matchAll(/\{([^}]*)\}/g)].map(([, part]) => part)
  const rest = local.replace(/\{[^}]*\}/g, '')
  return (
    more.length === 0 &&
    DOMAIN.test(domain) &&
    parts.length > 0 &&
    parts.every((part) => emailParts.some((known) => known === part)) &&
    /^[\w.+-]*$/.test(rest)
  )
}

/** How a file is to be read. All of it may be left out. */
export const readingOptions = z.strictObject({
  /** The name of a format; recognised from the header unless given. */
  format: z.optional(z.string()),
  /** The e-mail of a row that has none, like `{username}@example.com`. */
  emailFrom: z.optional(
    z.string().check(
      z.refine(isTemplate, {
        error: `Write how e-mails are made like {username}@example.com; between braces may stand ${emailParts.join(', ')}.`,
      }),
    ),
  ),
  /** What stands in for a template's “<<<enter your domain name>>>”. */
  domain: z.optional(
    z.string().check(z.refine((text) => DOMAIN.test(text), { error: 'Write the domain like example.com.' })),
  ),
  /** Where telephone numbers without + are dialled from, ISO 3166-1 alpha-2. */
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'Write the country as two capital letters, like LV.'))),
  /** The name of the PBX that extensions of the file belong to. */
  pbx: z.optional(z.string()),
})
export type ReadingOptions = z.output<typeof readingOptions>
