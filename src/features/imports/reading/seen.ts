import { signInKey } from '#src/contract/text.ts'
import { definition, type FieldName, type FieldValues } from '#src/features/users/fields/catalogue.ts'
import type { Fault } from '../formats/row.ts'

/** A value that takes the keys of `takes`, and is refused where an earlier row has taken one of `meets`. */
type Claim = { readonly field: FieldName; readonly text: string; readonly takes: string[]; readonly meets: string[] }

/**
 * What no two people share (SPEC 4): usernames and e-mails are one namespace; an extension is unique on its PBX, and a
 * virtual extension everywhere.
 */
function claims({ username, email, oauthEmail, virtualExtension, sipExtension }: Partial<FieldValues>, pbx = '') {
  const all: Claim[] = []
  const alone = (field: FieldName, text: string, key: string) => all.push({ field, text, takes: [key], meets: [key] })
  if (email) alone('email', email, `name ${signInKey(email)}`)
  if (username && username !== email) alone('username', username, `name ${signInKey(username)}`)
  if (oauthEmail) alone('oauthEmail', oauthEmail, `oauth ${signInKey(oauthEmail)}`)
  if (virtualExtension) {
    const [own, any] = [`virtual ${virtualExtension}`, `any ${virtualExtension}`]
    all.push({ field: 'virtualExtension', text: virtualExtension, takes: [own], meets: [own, any] })
  }
  if (sipExtension && sipExtension !== 'dynamic') {
    const own = `on ${pbx} ${sipExtension}`
    const takes = [own, `any ${sipExtension}`]
    all.push({ field: 'sipExtension', text: sipExtension, takes, meets: [own, `virtual ${sipExtension}`] })
  }
  return all
}

/** What a row of these values takes for itself in its file. */
export const takesOf = (values: Partial<FieldValues>, pbx?: string): string[] => [
  ...new Set(claims(values, pbx).flatMap(({ takes }) => takes)),
]

/** Everything that whoever takes or meets one of these keys may clash over: a virtual extension stands on every PBX. */
export const related = (keys: Iterable<string>): string[] => [
  ...new Set(
    [...keys].flatMap((key) => {
      const [, kind, number] = /^(virtual|any) (.*)$/su.exec(key) ?? []
      return kind === undefined ? [key] : [`virtual ${number}`, `any ${number}`]
    }),
  ),
]

/** Who stands earlier in the file. */
export class Seen {
  /** The first line that takes each key. */
  readonly #lines: Map<string, number>

  /** @param lines the first line that takes each key, of rows that are not looked at now */
  constructor(lines: ReadonlyMap<string, number> = new Map()) {
    this.#lines = new Map(lines)
  }

  /** What of this row an earlier one has already; values of one row may meet each other. Rows come in the order of their lines. */
  faults(line: number, values: Partial<FieldValues>, pbx?: string): Fault[] {
    return claims(values, pbx).flatMap(({ field, text, takes, meets }) => {
      const earlier = meets.map((key) => this.#lines.get(key)).find((other) => other !== undefined && other < line)
      for (const key of takes) if ((this.#lines.get(key) ?? Infinity) > line) this.#lines.set(key, line)
      if (earlier === undefined) return []
      return [
        { field, code: 'twice', message: `${definition(field).label} “${text}” stands on line ${earlier} already.` },
      ]
    })
  }
}
