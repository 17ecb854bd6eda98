import { useState, type FormEvent, type Ref } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useSending } from '#src/console/sending.ts'
import { createGroup, groupWords, listGroups, type Group, type GroupKind } from '../contract.ts'
import classes from './teams.module.css'

type NewGroupProps = { kind: GroupKind; onCreated: (group: Group) => void; field: Ref<HTMLInputElement> }

/** One line above the list; the field keeps the focus, so that several follow one another. */
export function NewGroup({ kind, onCreated, field }: NewGroupProps) {
  const { one } = groupWords[kind]
  const [name, setName] = useState('')
  const { send, mend, busy, faults, problem } = useSending(createGroup, {
    prefix: 'new-group',
    nameTaken: 'group-name-taken',
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await send({ body: { kind, name: name.trim() } })
    if (!outcome?.ok) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listGroups) })
    setName('')
    announce(`Created ${outcome.answer.name}`)
    onCreated(outcome.answer)
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.create} noValidate>
      <TextField
        ref={field}
        label={`New ${one}`}
        name="new-group-name"
        value={name}
        onChange={(typed) => {
          setName(typed)
          mend(['name'])
        }}
        error={faults['name']}
        maxLength={200}
      />
      <AppButton type="submit" look="primary" busy={busy}>
        Create {one}
      </AppButton>
      {problem && <FieldError id="new-group-problem">{problem}</FieldError>}
    </form>
  )
}
