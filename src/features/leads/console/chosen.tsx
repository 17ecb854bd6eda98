import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useSending } from '#src/console/sending.ts'
import { setLeadStatus, type Lead, type LeadStatus } from '../contract.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { refetchLeads } from './refetch-leads.ts'
import type { Selection } from './use-selected.ts'
import { statusWords } from './words.ts'
import classes from './leads.module.css'

type ChosenProps = { page: readonly Lead[]; total: number; selected: Selection; onDone: (says: string) => void }

/** What is done to several leads at once. */
export function Chosen({ page, total, selected, onDone }: ChosenProps) {
  const [assigning, setAssigning] = useState(false)
  const { send, busy, problem } = useSending(setLeadStatus, { prefix: 'lead-status' })
  const count = selected.count(total)
  const onPage = page.filter(selected.has).length
  const done = (says: string) => {
    selected.clear()
    onDone(says)
  }
  const set = async (status: LeadStatus) => {
    const outcome = await send({ body: { target: selected.target(), status } })
    if (!outcome?.ok) return
    refetchLeads()
    done(`${plural(outcome.answer.changed, 'lead')} changed to ${statusWords[status].toLowerCase()}.`)
  }
  return (
    <>
      <div className={classes.chosen} role="group" aria-label="Selected leads">
        <Checkbox
          name="leads-page"
          label="Select this page"
          checked={onPage === page.length}
          partly={onPage > 0 && onPage < page.length}
          onChange={(on) => (selected.all ? selected.clear() : selected.toggle(page, on))}
        />
        {count > 0 && (
          <>
            <strong>{formatNumber(count)} selected</strong>
            {!selected.all && total > page.length && (
              <TextButton onClick={selected.selectAll}>{`Select all ${formatNumber(total)}`}</TextButton>
            )}
            <AppButton small look="primary" onClick={() => setAssigning(true)}>
              Assign…
            </AppButton>
            <AppButton small busy={busy} onClick={() => void set('closed')}>
              Close
            </AppButton>
            <AppButton small busy={busy} onClick={() => void set('open')}>
              Open again
            </AppButton>
            <TextButton onClick={selected.clear}>Clear</TextButton>
          </>
        )}
      </div>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {assigning && (
        <AssignDialog target={selected.target()} count={count} onClose={() => setAssigning(false)} onDone={done} />
      )}
    </>
  )
}
