/** Columns that follow from others: what search reads, and the keys by which lists sort. Made by the program, the same way for storing and asking. */
import { searchText, signInKey, sortKey } from '../../../contract/text.ts'

export type DerivedFrom = {
  username: string
  email: string
  first_name?: string | null
  last_name?: string | null
  caller_id_name?: string | null
  caller_id_number?: string | null
  virtual_extension?: string | null
  sip_extension?: string | null
  oauth_email?: string | null
  phone?: string | null
}

export const derive = (row: DerivedFrom) => {
  const extension = extensionOf(row)
  return {
    username_key: signInKey(row.username),
    email_key: signInKey(row.email),
    name_key: sortKey(row.first_name, row.last_name) || sortKey(row.username),
    extension_key: extension === null ? null : extensionKey(extension),
    oauth_email_key: row.oauth_email == null ? null : signInKey(row.oauth_email),
    search: searchText([
      row.first_name,
      row.last_name,
      row.username,
      row.email,
      row.sip_extension,
      row.virtual_extension,
      row.caller_id_name,
      row.caller_id_number,
      row.phone,
    ]),
  }
}

/** Extensions in the order of their numbers. */
const extensionKey = (extension: string) => extension.padStart(20, '0')

/** The keys by which somebody is known in full: of a username or e-mail, and of an extension where it could be one. */
export const namedKeys = (text: string) => ({
  name: signInKey(text),
  extension: /^\d{1,20}$/.test(text) ? extensionKey(text) : null,
})

/** The extension that lists show: that of the phone, else the virtual one. */
export const extensionOf = (row: Pick<DerivedFrom, 'sip_extension' | 'virtual_extension'>) =>
  (row.sip_extension === 'dynamic' ? null : row.sip_extension) ?? row.virtual_extension ?? null
