import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { NumberField, TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending, type Sending } from '#src/console/sending.ts'
import { createQueue, editQueue, listQueues, type Queue } from '../contract.ts'
import classes from '#src/console/kit/settings.module.css'

type Values = { name: string; minimum: number | null }
type FormProps = { onSaved: (queue: Queue) => void }

const refetch = () => queryClient.invalidateQueries({ queryKey: keyOf(listQueues) })
/** An empty minimum is none. */
const bodyOf = ({ name, minimum }: Values) => ({ name: name.trim(), minimum: minimum ?? 0 })
const valuesOf = ({ name, minimum }: Queue): Values => ({ name, minimum: minimum || null })

export function NewQueueForm({ onSaved }: FormProps) {
  const [values, setValues] = useState<Values>({ name: '', minimum: null })
  const { send, ...state } = useSending(createQueue, { prefix: 'queue', nameTaken: 'queue-name-taken' })
  const submit = async () => {
    const outcome = await send({ body: bodyOf(values) })
    if (!outcome?.ok) return
    await refetch()
    announce(`Created ${outcome.answer.name}`)
    onSaved(outcome.answer)
  }
  return (
    <QueueFields {...state} values={values} onChange={setValues} onSubmit={() => void submit()} button="Create queue" />
  )
}

/** Sends what was changed alone, so that what somebody else changed meanwhile stays. */
export function EditQueueForm({ queue, latest, onSaved }: FormProps & { queue: Queue; latest: Queue }) {
  const base = bodyOf(valuesOf(queue))
  const [values, setValues] = useState(valuesOf(queue))
  const [outrun, setOutrun] = useState(false)
  const { send, ...state } = useSending(editQueue, { prefix: 'queue', nameTaken: 'queue-name-taken' })
  const submit = async () => {
    const wanted = bodyOf(values)
    const body = {
      ...(wanted.name === base.name ? {} : { name: wanted.name }),
      ...(wanted.minimum === base.minimum ? {} : { minimum: wanted.minimum }),
    }
    const outcome = await send({ params: { id: String(queue.id) }, body }, { ifMatch: etagOf(latest) })
    if (!outcome) return
    await refetch()
    setOutrun(!outcome.ok && outcome.problem === 'changed-meanwhile')
    if (!outcome.ok) return
    announce(`Saved ${outcome.answer.name}`)
    onSaved(outcome.answer)
  }
  const problem = outrun
    ? `Somebody changed this queue meanwhile: it is called “${latest.name}” and needs ${latest.minimum} now. Nothing of yours was saved; save again to put your changes on top.`
    : state.problem
  return (
    <QueueFields
      {...state}
      problem={problem}
      values={values}
      onChange={setValues}
      onSubmit={() => void submit()}
      button="Save queue"
    />
  )
}

type QueueFieldsProps = Sending & {
  values: Values
  onChange: (values: Values) => void
  onSubmit: () => void
  mend: (fields: string[]) => void
  button: string
}

function QueueFields({ values, onChange, onSubmit, mend, busy, faults, problem, button }: QueueFieldsProps) {
  const put = (change: Partial<Values>) => {
    onChange({ ...values, ...change })
    mend(Object.keys(change))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <TextField
        label="Name"
        name="queue-name"
        required
        autoFocus
        value={values.name}
        onChange={(name) => put({ name })}
        error={faults['name']}
        maxLength={200}
      />
      <NumberField
        label="Minimum of active agents"
        name="queue-minimum"
        value={values.minimum}
        onChange={(minimum) => put({ minimum })}
        error={faults['minimum']}
        help="Whoever would go below it is warned first. Empty for none."
      />
      {problem && <FieldError id="queue-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        {button}
      </AppButton>
    </form>
  )
}
