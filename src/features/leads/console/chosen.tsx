import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { SelectingBar, type Selecting } from '#src/console/kit/selecting.tsx'
import { useSending } from '#src/console/sending.ts'
import { setLeadStatus, type Lead, type LeadStatus, type LeadTarget } from '../contract.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { refetchLeads } from './refetch-leads.ts'
import { statusWords } from './words.ts'

type ChosenProps = {
  page: readonly Lead[]
  total: number
  selected: Selecting
  target: LeadTarget
  onDone: (says: string) => void
}

/** What is done to several leads at once. */
export function Chosen({ page, total, selected, target, onDone }: ChosenProps) {
  const [assigning, setAssigning] = useState(false)
  const { send, busy, problem } = useSending(setLeadStatus, { prefix: 'lead-status' })
  const count = selected.count(total)
  const done = (says: string) => {
    selected.clear()
    onDone(says)
  }
  const set = async (status: LeadStatus) => {
    const outcome = await send({ body: { target: target, status } })
    if (!outcome?.ok) return
    refetchLeads()
    done(`${plural(outcome.answer.changed, 'lead')} changed to ${statusWords[status].toLowerCase()}.`)
  }
  return (
    <>
      <SelectingBar label="Selected leads" name="leads-page" page={page} total={total} selected={selected}>
        <AppButton small look="primary" onClick={() => setAssigning(true)}>
          Assign…
        </AppButton>
        <AppButton small busy={busy} onClick={() => void set('closed')}>
          Close
        </AppButton>
        <AppButton small busy={busy} onClick={() => void set('open')}>
          Open again
        </AppButton>
      </SelectingBar>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {assigning && <AssignDialog target={target} count={count} onClose={() => setAssigning(false)} onDone={done} />}
    </>
  )
}
