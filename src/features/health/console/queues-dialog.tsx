import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { MultiSelect } from '#src/console/kit/select.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listQueues } from '../../queues/contract.ts'

/** As many as a select holds. */
const MOST = '200'

/** The actions of rules that ask of which queues. */
const queueDeeds = { 'add-queues': 'Add them to queues', 'remove-queues': 'Remove them from queues' } as const
export type QueueDeed = keyof typeof queueDeeds

type QueuesDialogProps = {
  deed: QueueDeed
  busy: boolean
  onChosen: (params: { queues: unknown[] }) => void
  onClose: () => void
}

/** Which queues people are added to, or removed from. */
export function QueuesDialog({ deed, busy, onChosen, onClose }: QueuesDialogProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const queues = useAnswer(listQueues, { query: { limit: MOST } }, { staleTime: 60_000 }).data?.answer.items ?? []
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={queueDeeds[deed]}
      actions={
        <AppButton
          look="primary"
          busy={busy}
          disabled={chosen.length === 0}
          onClick={() =>
            onChosen({ queues: chosen.map((id) => (deed === 'add-queues' ? { id: Number(id) } : Number(id))) })
          }
        >
          Preview
        </AppButton>
      }
    >
      <MultiSelect
        name="rule-queues"
        label="Queues"
        help="The preview shows each of them before anything changes."
        options={queues.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen}
        onChange={setChosen}
        required
      />
    </PlainDialog>
  )
}
