import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { SelectingBar, type Selecting } from '#src/console/kit/selecting.tsx'
import { NumberField } from '#src/console/kit/text-field.tsx'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import type { Target } from '../../changes/contract/plans.ts'
import { LAST_PRIORITY, type Member, type Queue } from '../contract.ts'

type ChosenProps = { queue: Queue; search: string; total: number; page: readonly Member[]; selected: Selecting }

/** What is done to several members: each leads to a plan, which says what it means before anything happens. */
export function Chosen({ queue, search, total, page, selected }: ChosenProps) {
  const { plan, busy, problem } = usePlan()
  const [asking, setAsking] = useState(false)
  const count = selected.count(total)
  const target = (): Target =>
    selected.all
      ? { matching: { ...(search ? { search } : {}), filters: { queue: `any:${queue.id}` } } }
      : { ids: [...selected.ids] }
  return (
    <>
      <SelectingBar
        label="Selected members"
        name="members-page"
        page={page}
        total={total}
        found={search ? ' found' : ''}
        selected={selected}
      >
        <AppButton small onClick={() => setAsking(true)}>
          Set priority…
        </AppButton>
        <AppButton
          small
          busy={busy}
          onClick={() => void plan({ action: 'remove-queues', params: { queues: [queue.id] }, target: target() })}
        >
          Remove from queue…
        </AppButton>
      </SelectingBar>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {asking && (
        <AskPriority
          whom={plural(count, 'person', 'people')}
          busy={busy}
          onClose={() => setAsking(false)}
          onAnswer={(priority) =>
            void plan({
              action: 'set-queue-priority',
              params: { queues: [{ id: queue.id, priority }] },
              target: target(),
            })
          }
        />
      )}
    </>
  )
}

type AskPriorityProps = { whom: string; busy: boolean; onClose: () => void; onAnswer: (priority: number) => void }

function AskPriority({ whom, busy, onClose, onAnswer }: AskPriorityProps) {
  const [priority, setPriority] = useState<number | null>(null)
  const [problem, setProblem] = useState<string>()
  const preview = () => {
    if (priority === null || priority < 1 || priority > LAST_PRIORITY)
      return setProblem(`A priority is a number from 1 to ${LAST_PRIORITY}.`)
    onAnswer(priority)
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={`Set the priority of ${whom}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={preview}>
            Preview
          </AppButton>
        </>
      }
    >
      <NumberField
        label="Priority"
        name="members-priority"
        required
        help={`1 is called first, ${LAST_PRIORITY} last.`}
        value={priority}
        onChange={setPriority}
        error={problem}
      />
    </PlainDialog>
  )
}
