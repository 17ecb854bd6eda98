import { useState } from 'react'
import { TextArea } from '#src/console/kit/text-field.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { MOST_PEOPLE, type Filter } from '../../../contract/filters.ts'
import { valuesOf } from '../search/pasted.ts'
import { useUnmatched } from './use-unmatched.ts'
import classes from './filter-editor.module.css'

export type NamesEditorProps = { filter: Filter | undefined; onChange: (filter: Filter | undefined) => void }

/** A list of usernames, e-mails or extensions, typed or pasted; it is looked for when the field is left. */
export function NamesEditor({ filter, onChange }: NamesEditorProps) {
  const values = filter && 'values' in filter ? filter.values : []
  const [text, setText] = useState(values.join('\n'))
  const unmatched = useUnmatched(filter)
  const look = () => {
    const found = valuesOf(text)
    if (found.join() !== values.join()) onChange(found.length > 0 ? { op: 'any', values: found } : undefined)
  }
  return (
    <div className={classes.editor} onBlur={look}>
      <TextArea
        name="filter-named"
        label="Usernames, e-mails or extensions"
        help={`One a line, or between commas; at most ${plural(MOST_PEOPLE, 'value')}. Each in full.`}
        value={text}
        onChange={setText}
        rows={6}
      />
      {unmatched.length > 0 && (
        <p>
          <strong>Not found:</strong> <bdi>{unmatched.join(', ')}</bdi>
        </p>
      )}
    </div>
  )
}
