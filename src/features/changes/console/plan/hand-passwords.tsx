/** Passwords for many, made while they are downloaded: no job may carry them, so this page runs the plan itself (AUTH-3). */
import { call } from '#src/console/api.ts'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { downloadPasswords, givePasswordsAction } from '../../../passwords/contract.ts'
import type { Plan } from '../../contract/plans.ts'

export type Format = 'html' | 'csv'
export const isHanded = ({ action }: Plan): boolean => action === givePasswordsAction.name

/** Runs the plan and saves what it answers as a file. */
export async function takePasswords({ id, confirm }: Plan, format: Format) {
  const outcome = await call(downloadPasswords, { params: { id }, body: { format, confirm: confirm ?? undefined } })
  if (outcome.ok) save(outcome.answer, format)
  return outcome
}

function save(text: string, format: Format): void {
  const address = URL.createObjectURL(new Blob([text], { type: `text/${format};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = `temporary-passwords.${format}`
  link.click()
  URL.revokeObjectURL(address)
}

type FormatProps = { format: Format; onFormat: (format: Format) => void }

export const FormatOfPasswords = ({ format, onFormat }: FormatProps) => (
  <RadioCards<Format>
    label="Download"
    name="passwords-format"
    stacked
    value={format}
    onChange={onFormat}
    options={[
      { value: 'html', label: 'Slips to print', help: 'A page with a slip for each person, to be cut and handed out.' },
      { value: 'csv', label: 'A table', help: 'CSV, for a letter of your own. Delete it afterwards.' },
    ]}
  />
)
