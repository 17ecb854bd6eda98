import { useEffect, useRef, useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editGroup, listGroups, type Group } from '../contract.ts'
import classes from './teams.module.css'

type RenameProps = { group: Group; onSaved: (group: Group) => void; onCancel: () => void }

/** The name becomes a field where it stands. Enter saves, Escape leaves it as it was. */
export function Rename({ group, onSaved, onCancel }: RenameProps) {
  const [name, setName] = useState(group.name)
  const [outrun, setOutrun] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { send, mend, busy, faults, problem } = useSending(editGroup, {
    prefix: 'rename',
    nameTaken: 'group-name-taken',
  })
  useEffect(() => field.current?.select(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === group.name) return onCancel()
    const ask = { params: { id: String(group.id) }, body: { name: name.trim() } }
    const outcome = await send(ask, { ifMatch: etagOf(group) })
    if (!outcome) return
    // Also after a conflict: the row then has the version that the next try is about.
    await queryClient.invalidateQueries({ queryKey: keyOf(listGroups) })
    setOutrun(!outcome.ok && outcome.problem === 'changed-meanwhile')
    if (!outcome.ok) return
    announce(`Renamed to ${outcome.answer.name}`)
    onSaved(outcome.answer)
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
      className={classes.rename}
      noValidate
    >
      <TextField
        ref={field}
        label={`New name of ${group.name}`}
        hiddenLabel
        name="rename-name"
        value={name}
        onChange={(typed) => {
          setName(typed)
          mend(['name'])
        }}
        error={faults['name']}
        maxLength={200}
      />
      <AppButton type="submit" look="primary" small busy={busy}>
        Save name
      </AppButton>
      <AppButton small onClick={onCancel}>
        Cancel
      </AppButton>
      {problem && (
        <FieldError id="rename-problem">
          {outrun
            ? `Somebody changed it meanwhile: it is called “${group.name}” now. Nothing of yours was saved; save again to keep yours.`
            : problem}
        </FieldError>
      )}
    </form>
  )
}
