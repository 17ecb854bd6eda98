import { fold } from '#src/contract/text.ts'
import type { EmailPart } from '../contract.ts'
import type { StagedRow } from '../formats/row.ts'

/** Letters of Cyrillic and Greek as they are commonly written in sign-in names; accents are gone by then. */
const spellings = new Map(
  (
    'а=a б=b в=v г=g д=d е=e ж=zh з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ' +
    'ю=yu я=ya і=i є=ye ґ=g ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ' +
    'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=y φ=f χ=ch ψ=ps ω=o'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)

/**
 * The local part of an address in ASCII: `Žanna Šmite` gives `zanna.smite`. Undefined where nothing is left, or where a
 * letter has no spelling here (Han, Arabic, Devanagari …): half a name would be somebody else's address.
 */
export function asciiLocalPart(text: string): string | undefined {
  const spelled = [...fold(text)].map((letter) => spellings.get(letter) ?? letter).join('')
  if (/[^\p{ASCII}]/u.test(spelled.replace(/[^\p{L}\p{N}\p{M}]/gu, ''))) return undefined
  const local = spelled
    .replace(/\s+/gu, '.')
    .replace(/[^a-z0-9._+-]/gu, '')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.+|\.+$/g, '')
  return local === '' ? undefined : local
}

/** The address that a template such as `{firstName}.{lastName}@example.com` makes of a row. */
export function emailFrom(template: string, { values }: Pick<StagedRow, 'values'>): string | undefined {
  const at = template.lastIndexOf('@')
  const parts: Record<EmailPart, string | undefined> = {
    username: values.username?.split('@')[0],
    firstName: values.firstName,
    lastName: values.lastName,
    extension: values.sipExtension ?? values.virtualExtension,
    externalId: values.externalId,
  }
  const used = template.slice(0, at).replace(/\{(\w+)\}/g, (_, part: EmailPart) => parts[part] ?? '')
  const given = [...template.matchAll(/\{(\w+)\}/g)].some(([, part]) => parts[part as EmailPart])
  const local = given ? asciiLocalPart(used) : undefined
  return local === undefined ? undefined : `${local}${template.slice(at)}`
}
