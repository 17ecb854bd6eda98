/**
 * The form that values of user fields must have (SPEC 4), one schema for the browser and the server.
 * Form only: whether a name is free or a site exists is truth, and the server's to say. No schema here carries a
 * default, a transform or a Date: `.partial()` would apply them, and a PATCH of the name would reactivate a leaver.
 */
import * as z from 'zod/mini'
import { isReadable } from '../../../contract/text.ts'

const codePoints = (text: string) => [...text].length

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u

const CONTROL_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u

type TextRule = { what: string; min?: number; max: number; lines?: boolean }

/** Text of any script, kept exactly as it was given, or refused with the reason. */
export function text({ what, min = 1, max, lines = false }: TextRule) {
  return z.string(`${what} must be text.`).check(
    z.refine((v) => codePoints(v) >= min && v.trim() !== '', {
      error: `${what} must not be blank. Leave it out instead.`,
      abort: true,
    }),
    z.refine((v) => codePoints(v) <= max, {
      error: `${what} is longer than ${max} characters. Shorten it.`,
      abort: true,
    }),
    z.refine(isReadable, {
      error: `${what} holds half a character, or one that could not be read (\ufffd). Type it again.`,
      abort: true,
    }),
    z.refine((v) => !(lines ? CONTROL_IN_LINES : CONTROL).test(v), {
      error: `${what} holds a control character or a line break. Take it out.`,
    }),
  )
}

export const username = text({ what: 'The username', max: 64 }).check(
  z.refine((v) => v === v.trim(), { error: 'The username begins or ends with a space. Take it away.' }),
)

const EMAIL =
  /^[^\s@"(),:;<>[\\\]]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u
const octets = (text: string) => new TextEncoder().encode(text).length
/** An address as RFC 5321 and RFC 6531 allow it, without quoted local parts, comments or bare host names. */
export const email = text({ what: 'The e-mail address', max: 254 }).check(
  z.refine((v) => octets(v) <= 254, { error: 'The e-mail address is longer than 254 bytes. Shorten it.', abort: true }),
  z.refine((v) => EMAIL.test(v) && codePoints(v.slice(0, v.lastIndexOf('@'))) <= 64 && !/^\.|\.\.|\.@/.test(v), {
    error: 'That is not an e-mail address. Write it like ana.lind@example.com.',
  }),
)

/** E.164: a plus sign, the country code, at most 15 digits. The server also asks whether such a number can exist. */
export const phoneNumber = z.string('The number must be text.').check(
  z.refine((v) => /^\+[1-9][0-9]{6,14}$/.test(v), {
    error: 'Write the number in international form: + and digits alone, like +37120000000.',
  }),
)

const knownZones = new Set<string>()
/** A name of the IANA list in its own spelling; asking for one costs a formatter, so the answer is kept. */
export function isTimeZone(v: string): boolean {
  if (knownZones.has(v)) return true
  if (!/^(?:UTC|[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+)$/.test(v)) return false
  try {
    const { timeZone: resolved } = new Intl.DateTimeFormat('en', { timeZone: v }).resolvedOptions()
    if (resolved !== v && resolved.toLowerCase() === v.toLowerCase()) return false
  } catch {
    return false
  }
  if (knownZones.size < 1000) knownZones.add(v)
  return true
}
export const timeZone = z
  .string('The time zone must be text.')
  .check(z.refine(isTimeZone, { error: 'That is not a time zone of the IANA list. Write it like Europe/Riga.' }))

/** Languages have two or three letters: longer ones are well-formed in RFC 5646, and none was ever registered. */
export const isLanguageTag = (v: string): boolean => {
  try {
    return v.length <= 35 && /^[a-z]{2,3}(?:-|$)/.test(v) && Intl.getCanonicalLocales(v)[0] === v
  } catch {
    return false
  }
}
/** One BCP 47 tag in its canonical form. */
export const languageTag = z
  .string('A language must be text.')
  .check(z.refine(isLanguageTag, { error: 'That is not a language tag (BCP 47). Write it like lv, pt-BR or zh-Hant.' }))
export const languages = z.array(languageTag, 'Languages must be a list of tags.').check(
  z.maxLength(20, 'At most 20 languages.'),
  z.refine((v) => new Set(v).size === v.length, { error: 'A language stands there twice.' }),
)

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:.]{2,45}\\])`
const ESCAPED = '%[0-9A-Fa-f]{2}'
const SIP_URI = new RegExp(
  `^sips?:(?:(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|${ESCAPED}){1,128}@)?(?<host>${HOST})(?::(?<port>[1-9][0-9]{0,4}))?(?:;(?:[A-Za-z0-9\\-_.!~*'()=+]|${ESCAPED}){1,64}){0,8}$`,
  'i',
)
function isSipUri(v: string): boolean {
  const parts = v.length <= 255 ? SIP_URI.exec(v)?.groups : undefined
  if (!parts) return false
  return (
    Number(parts['port'] ?? 0) <= 65_535 && (!parts['host']?.startsWith('[') || URL.canParse(`http://${parts['host']}`))
  )
}
/** A sip: or sips: URI (RFC 3261, 19.1) without headers and without a password in it. */
export const sipUri = z
  .string('The SIP URI must be text.')
  .check(z.refine(isSipUri, { error: 'That is not a SIP URI. Write it like sip:ana@pbx.example.com.' }))

export const digits = (what: string) =>
  z
    .string(`${what} must be text.`)
    .check(z.refine((v) => /^[0-9]{1,20}$/.test(v), { error: `${what} takes digits alone, at most 20.` }))

/** The number of a phone, or the word that leaves it to the PBX. */
export const extension = z.string('The extension must be text.').check(
  z.refine((v) => v === 'dynamic' || /^[0-9]{1,20}$/.test(v), {
    error: 'The extension takes digits alone, at most 20, or the word dynamic.',
  }),
)

/** Up to 80 printable characters; none that could end the quoted string of a SIP header. */
export const callerIdName = text({ what: 'The caller ID name', max: 80 }).check(
  z.refine((v) => !/["<>\\]/.test(v), { error: 'The caller ID name cannot hold ", <, > or \\. Take it out.' }),
)

export const calDavServer = z.string('The calendar server must be text.').check(
  z.refine((v) => v.length <= 500 && /^https:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(v), {
    error: 'Write the address of the calendar server with https:// in front, without a user name in it.',
  }),
)

/** What is typed once and never shown again. */
export const secret = z.string('The secret must be text.').check(
  z.refine((v) => v.length >= 1 && v.length <= 4096 && isReadable(v), {
    error: 'The secret must be 1 to 4,096 characters.',
  }),
)

export const id = z
  .int('An id must be a whole number.')
  .check(z.minimum(1, 'An id is a positive number.'), z.maximum(2147483647, 'There is no such id.'))
export const ids = z.array(id, 'This must be a list of ids.').check(
  z.maxLength(1000, 'At most 1,000.'),
  z.refine((v) => new Set(v).size === v.length, { error: 'An entry stands there twice.' }),
)

/** A grant of a role and what it is limited to: some sites, or some desks, or neither (the whole tenant). */
export const roleGrant = z.strictObject({
  id,
  sites: z.optional(z.nullable(ids.check(z.minLength(1, 'Name a site, or leave sites out.')))),
  desks: z.optional(z.nullable(ids.check(z.minLength(1, 'Name a desk, or leave desks out.')))),
})
export const roleGrants = z.array(roleGrant, 'Roles must be a list.').check(
  z.minLength(1, 'A user has at least one role. Choose one.'),
  z.maxLength(50, 'At most 50 roles.'),
  z.refine((v) => new Set(v.map((g) => g.id)).size === v.length, { error: 'A role stands there twice.' }),
)

export const skill = z.strictObject({
  id,
  level: z.optional(
    z.nullable(
      z.int('A level is 1 to 5.').check(z.minimum(1, 'A level is 1 to 5.'), z.maximum(5, 'A level is 1 to 5.')),
    ),
  ),
})
export const skills = z.array(skill, 'Skills must be a list.').check(
  z.maxLength(1000, 'At most 1,000.'),
  z.refine((v) => new Set(v.map((s) => s.id)).size === v.length, { error: 'A skill stands there twice.' }),
)

const customValue = z.union(
  [text({ what: 'The value', max: 500, lines: true }), z.number(), z.boolean()],
  'A custom field holds text, a number or yes/no.',
)
export const custom = z
  .record(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/)), z.nullable(customValue), {
    error: ({ code }) =>
      code === 'invalid_key' ? 'That is not the key of a custom field.' : 'Custom fields must be an object.',
  })
  .check(z.refine((v) => Object.keys(v).length <= 100, { error: 'At most 100 custom fields.' }))

export const sipOptions = ['custom_uri', 'webrtc', 'pbx'] as const
export const autoDialModes = ['off', 'preview', 'progressive', 'predictive'] as const
export const statuses = ['pending', 'active', 'inactive'] as const
