import { useState } from 'react'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { DualList } from '#src/console/kit/dual-list.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { NumberField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { LAST_PRIORITY, listQueues } from '../../../queues/contract.ts'
import type { Answer, AskedProps } from './answer.ts'

type How = 'add' | 'remove' | 'priority'
type Chosen = { readonly how: How; readonly ids: readonly number[]; readonly priority: number | null }

const inRange = (priority: number) => priority >= 1 && priority <= LAST_PRIORITY

function answerOf({ how, ids, priority }: Chosen): Answer {
  if (ids.length === 0) return { missing: 'Choose a queue first.' }
  if (how === 'remove') return { action: 'remove-queues', params: { queues: ids } }
  if (priority === null && how === 'priority') return { missing: 'Give a priority first.' }
  if (priority !== null && !inRange(priority)) return { missing: `A priority is a number from 1 to ${LAST_PRIORITY}.` }
  const queues = ids.map((id) => ({ id, ...(priority === null ? {} : { priority }) }))
  return { action: how === 'add' ? 'add-queues' : 'set-queue-priority', params: { queues } }
}

/** Queues that people join, leave, or are called in sooner or later. */
export function QueuesAsked({ onAnswer }: AskedProps) {
  const [chosen, setChosen] = useState<Chosen>({ how: 'add', ids: [], priority: null })
  const { data, error, refetch } = useAnswer(listQueues, { query: {} }, { staleTime: 60_000 })
  const { how, ids, priority } = chosen
  const tell = (change: Partial<Chosen>) => {
    const next = { ...chosen, ...change }
    setChosen(next)
    onAnswer(answerOf(next))
  }
  return (
    <>
      <RadioCards
        label="What to do"
        name="how-queues"
        options={[
          { value: 'add', label: 'Add', help: 'To queues they are not in.' },
          { value: 'remove', label: 'Remove', help: 'From queues they are in.' },
          { value: 'priority', label: 'Set priority', help: 'In queues they are in.' },
        ]}
        value={how}
        onChange={(next) => tell({ how: next })}
      />
      <NotYet what="the queues" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && (
        <DualList
          label="Queues"
          name="assigned-queues"
          options={data.answer.items.map(({ id, name }) => ({ id, label: name }))}
          selected={ids}
          onChange={(next) => tell({ ids: next })}
        />
      )}
      {how !== 'remove' && (
        <NumberField
          label="Priority"
          name="assigned-priority"
          help={`1 is called first, ${LAST_PRIORITY} last.${how === 'add' ? ' Left empty, whoever joins gets 1.' : ''}`}
          value={priority}
          onChange={(next) => tell({ priority: next })}
        />
      )}
    </>
  )
}
