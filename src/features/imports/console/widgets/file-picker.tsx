import { useState, type DragEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { UploadIcon } from '#src/console/kit/icons.ts'
import { FieldError } from '#src/console/kit/errors.tsx'
import { readFile, sizeOf, type FileSource } from './source.ts'
import classes from '../import.module.css'

/** Formats as a person says them and as the browser’s own picker narrows to them. */
export type FileKinds = { readonly says: string; readonly accept: string }

type FilePickerProps = {
  file: FileSource | null
  onFile: (file: FileSource | null) => void
  kinds: FileKinds
}

/** A file that is dropped or chosen. */
export function FilePicker({ file, onFile, kinds }: FilePickerProps) {
  const [over, setOver] = useState(false)
  const [error, setError] = useState<string>()
  const take = async (chosen: File | undefined) => {
    if (!chosen) return
    try {
      onFile(await readFile(chosen))
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
  if (file) return <ChosenFile file={file} onClear={() => onFile(null)} />
  return (
    <div className={classes.file}>
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
          {kinds.says}, at most 50 MB
        </span>
        <input
          type="file"
          accept={kinds.accept}
          className="rc-hidden-text"
          aria-describedby={error ? 'file-error' : undefined}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            // Choosing the same file again, mended meanwhile, is a choice too.
            event.currentTarget.value = ''
          }}
        />
      </label>
      {error && <FieldError id="file-error">{error}</FieldError>}
    </div>
  )
}

function ChosenFile({ file, onClear }: { file: FileSource; onClear: () => void }) {
  return (
    <div className={classes.chosen}>
      <span>
        <bdi className={classes.name}>{file.name}</bdi> <span className="rc-muted">{sizeOf(file.bytes)}</span>
      </span>
      <AppButton small onClick={onClear}>
        Another file
      </AppButton>
    </div>
  )
}
