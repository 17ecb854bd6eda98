import { TextArea } from '#src/console/kit/text-field.tsx'
import { FilePicker } from './file-picker.tsx'
import type { Source } from './source.ts'
import classes from '../import.module.css'

type SourcePickerProps = {
  source: Source | null
  onSource: (source: Source | null) => void
  /** What a row of headings may look like. */
  headings?: readonly string[]
}

const OF_USERS = ['username', 'email', 'first name', 'last name']
const TABLES = {
  says: 'CSV, XLSX, JSON or LDIF',
  accept: '.csv,.txt,.tsv,.xlsx,.json,.ldif,.ldf,.conf,text/csv,text/plain',
}

/** A file that is dropped or chosen, or rows that are pasted. */
export function SourcePicker({ source, onSource, headings = OF_USERS }: SourcePickerProps) {
  const file = source?.kind === 'file' ? source : null
  const picker = <FilePicker file={file} onFile={onSource} kinds={TABLES} />
  if (file) return picker
  return (
    <div className={classes.sources}>
      {picker}
      <TextArea
        label="Or paste rows"
        name="pasted"
        rows={6}
        value={source?.kind === 'pasted' ? source.text : ''}
        onChange={(text) => onSource(text === '' ? null : { kind: 'pasted', text })}
        placeholder={headings.join('\t')}
        help="From a spreadsheet, with the row of headings."
      />
    </div>
  )
}
