import { useCallback, useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { NumberField } from '#src/console/kit/text-field.tsx'
import { CallFailure, keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { createPlan, runPlan } from '../../changes/contract/plans.ts'
import { listRoles } from '../../roles/contract.ts'
import { listUsers } from '../../users/contract/endpoints.ts'
import { addQueues, LAST_PRIORITY, listQueueMembers, listQueues, type Queue } from '../contract.ts'
import classes from './queues.module.css'

type AddAgentsProps = { queue: Queue; onClose: () => void; onDone: (says: string) => void }

/** Finds active agents by name and adds them: one at once, several by a plan, which is shown where it leaves somebody out. */
export function AddAgents({ queue, onClose, onDone }: AddAgentsProps) {
  const [chosen, setChosen] = useState<readonly PickerOption[]>([])
  const [priority, setPriority] = useState<number | null>(null)
  const load = useAgents()
  const { add, busy, problem } = useAdding(queue, (says) => {
    onDone(says)
    onClose()
  })
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={
        <>
          Add agents to <bdi>{queue.name}</bdi>
        </>
      }
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void add(chosen, priority)}>
            Add to queue
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <RemotePicker
          label="Agents"
          name="queue-agents"
          help="Active users whose role takes calls."
          many
          chosen={chosen}
          onChoose={setChosen}
          load={load}
        />
        <NumberField
          label="Priority"
          name="queue-priority"
          help={`1 is called first, ${LAST_PRIORITY} last. Left empty, it is 1.`}
          value={priority}
          onChange={setPriority}
        />
        {problem && <FieldError id="add-agents-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}

function useAgents() {
  const { data } = useAnswer(listRoles, {}, { staleTime: 60_000 })
  const agents = (data?.answer.items ?? []).filter((role) => role.permissions.includes('calls.take'))
  const role = agents.length > 0 ? `any:${agents.map(({ id }) => id).join(',')}` : undefined
  return useCallback(
    async (search: string, signal: AbortSignal): Promise<readonly PickerOption[]> => {
      const query = { search, status: 'any:active', limit: '50', totalWithin: '0', ...(role ? { role } : {}) }
      const found = await call(listUsers, { query }, { signal })
      if (!found.ok) throw new CallFailure(found.problem, found.document)
      return found.answer.items.map(({ id, firstName, lastName, username }) => ({
        value: id,
        label: [firstName, lastName].filter(Boolean).join(' ') || username,
        detail: username,
      }))
    },
    [role],
  )
}

function useAdding(queue: Queue, onDone: (says: string) => void) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const send = async (chosen: readonly PickerOption[], priority: number | null): Promise<string | undefined> => {
    const params = { queues: [{ id: queue.id, ...(priority === null ? {} : { priority }) }] }
    const [first, ...others] = chosen
    if (!first) return 'Choose an agent first.'
    if (priority !== null && (priority < 1 || priority > LAST_PRIORITY))
      return `A priority is a number from 1 to ${LAST_PRIORITY}.`
    if (others.length === 0) {
      const done = await call(addQueues.endpoint, { params: { id: first.value }, body: params })
      if (!done.ok) return sayProblem(done.document)
      onDone(
        done.answer.outcome === 'changed'
          ? `${first.label} is in ${queue.name} now.`
          : `${first.label} was in ${queue.name} already.`,
      )
      return undefined
    }
    const target = { ids: chosen.map(({ value }) => value) }
    const planned = await call(
      createPlan,
      { body: { action: 'add-queues', params, target } },
      { idempotencyKey: newKey() },
    )
    if (!planned.ok) return sayProblem(planned.document)
    const { id, counts } = planned.answer
    const run = counts.will === chosen.length ? await call(runPlan, { params: { id }, body: {} }) : undefined
    if (run?.ok) onDone(`${chosen.length} agents are being added to ${queue.name}.`)
    else go(`/plans/${id}`)
    return undefined
  }
  const add = async (chosen: readonly PickerOption[], priority: number | null) => {
    setBusy(true)
    setProblem(await send(chosen, priority))
    setBusy(false)
    for (const endpoint of [listQueues, listQueueMembers])
      void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })
  }
  return { add, busy, problem }
}
