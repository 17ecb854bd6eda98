import { useState, type DragEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { UploadIcon } from '#src/console/kit/icons.ts'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TextArea } from '#src/console/kit/text-field.tsx'
import { readFile, sizeOf, type Source } from './source.ts'
import classes from '../import.module.css'

type SourcePickerProps = {
  source: Source | null
  onSource: (source: Source | null) => void
  /** What a row of headings may look like. */
  headings?: readonly string[]
}

const OF_USERS = ['username', 'email', 'first name', 'last name']

/** A file that is dropped or chosen, or rows that are pasted. */
export function SourcePicker({ source, onSource, headings = OF_USERS }: SourcePickerProps) {
  const [over, setOver] = useState(false)
  const [error, setError] = useState<string>()
  const take = async (file: File | undefined) => {
    if (!file) return
    try {
      onSource(await readFile(file))
      setError(undefined)
    } catch (problem) {
      setError((problem as Error).message)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  if (source?.kind === 'file') return <ChosenFile source={source} onClear={() => onSource(null)} />
  return (
    <div className={classes.sources}>
      <label
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <UploadIcon size={22} aria-hidden />
        <span>
          <strong>Choose a file</strong> or drop it here
          <br />
          CSV, XLSX, JSON or LDIF, at most 50 MB
        </span>
        <input
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,.json,.ldif,.ldf,.conf,text/csv,text/plain"
          className="rc-hidden-text"
          aria-describedby={error ? 'file-error' : undefined}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            // Choosing the same file again, mended meanwhile, is a choice too.
            event.currentTarget.value = ''
          }}
        />
      </label>
      <TextArea
        label="Or paste rows"
        name="pasted"
        rows={6}
        value={source?.text ?? ''}
        onChange={(text) => onSource(text === '' ? null : { kind: 'pasted', text })}
        placeholder={headings.join('\t')}
        help="From a spreadsheet, with the row of headings."
      />
      {error && <FieldError id="file-error">{error}</FieldError>}
    </div>
  )
}

function ChosenFile({ source, onClear }: { source: Extract<Source, { kind: 'file' }>; onClear: () => void }) {
  return (
    <div className={classes.chosen}>
      <span>
        <bdi className={classes.name}>{source.name}</bdi> <span className="rc-muted">{sizeOf(source.bytes)}</span>
      </span>
      <AppButton small onClick={onClear}>
        Another file
      </AppButton>
    </div>
  )
}
