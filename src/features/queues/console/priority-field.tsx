import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { LAST_PRIORITY, listQueueMembers, setQueuePriority, type Member } from '../contract.ts'
import classes from './queues.module.css'

/** Edited where it stands: saved with Enter, or when it is left. */
export function PriorityField({ queueId, member }: { queueId: number; member: Member }) {
  const [value, setValue] = useState(String(member.priority))
  const [problem, setProblem] = useState<string>()
  const save = async () => {
    const priority = Number(value)
    if (priority === member.priority) return setProblem(undefined)
    if (!Number.isInteger(priority) || priority < 1 || priority > LAST_PRIORITY)
      return setProblem(`A number from 1 to ${LAST_PRIORITY}.`)
    const body = { queues: [{ id: queueId, priority }] }
    const done = await call(setQueuePriority.endpoint, { params: { id: member.id }, body })
    setProblem(done.ok ? undefined : sayProblem(done.document))
    if (done.ok) announce(`${member.name} has priority ${priority}`)
    await queryClient.invalidateQueries({ queryKey: keyOf(listQueueMembers) })
  }
  return (
    <form
      className={classes.priority}
      noValidate
      onBlur={() => void save()}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={`Priority of ${member.name}`}
        hiddenLabel
        name={`priority-${member.id}`}
        value={value}
        onChange={setValue}
        maxLength={2}
        inputMode="numeric"
        error={problem}
      />
    </form>
  )
}
