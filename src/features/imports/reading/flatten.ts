/**
 * What a person's JSON says, in columns: `name.givenName`, `phoneNumbers.work`, `enterprise.department`. Lists become
 * lines. What SCIM calls null, “take the value away” (RFC 7644, 3.5.2), is written as a word of its own.
 */
export const NULL = '[null]'

/** Never looked at: credentials, links, and what the system says of the record itself. */
const PASSED_OVER =
  /^(?:credentials|schemas|meta|requiredactions|federatedidentities|disableablecredentialtypes|access|_links|x509certificates|photos)$/i
const ENTERPRISE = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:user$/i
/** Lists of a Keycloak realm keyed by client, written `client: role`. */
const KEYED = /^clientroles$/i

export function flatten(person: object): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(person)) {
    if (PASSED_OVER.test(name)) continue
    if (ENTERPRISE.test(name)) put(values, 'enterprise.', value)
    else if (Array.isArray(value)) putList(values, name, value)
    else if (KEYED.test(name) && isObject(value)) values.set(name, keyedLines(value))
    else if (isObject(value)) put(values, `${name}.`, value)
    else values.set(name, textOf(value))
  }
  return values
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string =>
  value === null ? NULL : isObject(value) || Array.isArray(value) ? '' : String(value)

function put(values: Map<string, string>, prefix: string, value: unknown) {
  if (!isObject(value)) return
  for (const [name, each] of Object.entries(value))
    values.set(`${prefix}${name}`, Array.isArray(each) ? each.map(textOf).join('\n') : textOf(each))
}

const keyedLines = (of: Record<string, unknown>) =>
  Object.entries(of)
    .flatMap(([key, list]) => (Array.isArray(list) ? list.map((each) => `${key}: ${textOf(each)}`) : []))
    .join('\n')

/** Of values with types (RFC 7643, 2.4) a column for each type that numbers have; the primary one first. */
function putList(values: Map<string, string>, name: string, list: readonly unknown[]) {
  const plain = list.filter((each) => !isObject(each)).map(textOf)
  const valued = list.filter(isObject).sort((a, b) => Number(b['primary'] === true) - Number(a['primary'] === true))
  if (/^phonenumbers$/i.test(name)) {
    for (const { type, value } of valued) {
      const key = `${name}.${typeof type === 'string' ? type.toLowerCase() : 'other'}`
      if (!values.has(key)) values.set(key, textOf(value).replace(/^tel:/i, ''))
    }
    return
  }
  values.set(
    name,
    [...plain, ...valued.map(({ value, display, name: own }) => textOf(display ?? own ?? value))].join('\n'),
  )
}
