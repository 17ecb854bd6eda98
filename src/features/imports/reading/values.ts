/** The text of a cell as the value that the field's schema expects. What cannot be read is left as text, for the schema to refuse. */
import { autoDialModes, sipOptions } from '#src/features/users/fields/schemas.ts'
import type { CustomFieldType } from '#src/features/custom-fields/contract.ts'
import type { ImportField } from '../formats/row.ts'

const yes = new Set(['yes', 'y', 'true', 't', '1', 'on', 'x', 'active', 'enabled'])
const no = new Set(['no', 'n', 'false', 'f', '0', 'off', 'inactive', 'disabled', 'blocked', 'suspended'])

function yesOrNo(text: string): string | boolean {
  const word = text.toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : text
}

/** `Custom URI`, `custom-uri` and `custom_uri` are one choice. */
const oneOf = (choices: readonly string[]) => (text: string) => {
  const word = text.toLowerCase().replace(/[\s-]+/g, '_')
  return choices.find((choice) => choice === word) ?? text
}

/** BCP 47 in its canonical form: `pt_br` of other systems is `pt-BR`. */
function languageTag(text: string): string {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0] ?? text
  } catch {
    return text
  }
}

const languageTags = (text: string) => [
  ...new Set(
    text
      .split(/[\s,;|]+/)
      .filter((tag) => tag !== '')
      .map(languageTag),
  ),
]

const readers: Partial<Record<ImportField, (text: string) => unknown>> = {
  active: yesOrNo,
  assignLeads: yesOrNo,
  useAddressList: yesOrNo,
  autoDial: oneOf(autoDialModes),
  sipOption: oneOf(sipOptions),
  sipExtension: (text) => (/^dynamic$/i.test(text) ? 'dynamic' : text),
  languages: languageTags,
  consoleLanguage: languageTag,
}

/** The same for a field of the tenant's own, by what it holds. */
export function customValueOf(type: CustomFieldType, text: string): string | number | boolean {
  if (type === 'yes_no') return yesOrNo(text)
  return type === 'number' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text
}

export const valueOf = (field: ImportField, text: string): unknown => readers[field]?.(text) ?? text
