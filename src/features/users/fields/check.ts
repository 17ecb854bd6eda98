/** What the fields of one person must satisfy together; asked by the form, the server and imports alike (SPEC 4). */
import { signInKey } from '../../../contract/text.ts'
import type { FieldName, FieldValues } from './catalogue.ts'

export type FieldFault = { field: FieldName; code: string; message: string }

/** Faults between fields. `values` are those of the whole person after the change, not of the change alone. */
export function checkTogether(values: Partial<FieldValues>): FieldFault[] {
  const faults: FieldFault[] = []
  const { username, email } = values
  const key = username === undefined ? '' : signInKey(username)
  // Asked of the folded name: a full-width ＠ would take somebody's address just as well.
  if (key.includes('@') && (!email || key !== signInKey(email))) {
    faults.push({
      field: 'username',
      code: 'username-at',
      message: 'A username may contain @ only when it equals the own e-mail. Take the @ away.',
    })
  }
  if (values.sipOption === 'custom_uri' && !values.sipUri) {
    faults.push({
      field: 'sipUri',
      code: 'required',
      message: 'A custom URI needs a SIP URI, like sip:ana@pbx.example.com.',
    })
  }
  if (values.sipOption === 'pbx') {
    if (!values.sipPbx) faults.push({ field: 'sipPbx', code: 'required', message: 'Choose the PBX of this account.' })
    if (!values.sipExtension)
      faults.push({ field: 'sipExtension', code: 'required', message: 'Give an extension, or choose dynamic.' })
  }
  return faults
}
