import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useParam } from '#src/console/routing.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { NotFound } from '#src/console/shell/pages.tsx'
import { editLead, leadStatuses, readLead, type Lead, type LeadStatus } from '../contract.ts'
import { listCallbacks } from '../contract/callbacks.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { CallbackTable } from './callback-table.tsx'
import { inputOf, LeadFields, valuesOf } from './lead-fields.tsx'
import { MayManage } from './may-manage.tsx'
import { PlanCallback } from './plan-callback.tsx'
import { refetchLeads } from './refetch-leads.ts'
import { statusWords } from './words.ts'
import classes from './leads.module.css'

/** `/leads/:id`: one lead, who has it, and its planned callbacks. */
export const LeadPage = () => (
  <MayManage>
    <Found />
  </MayManage>
)

function Found() {
  const id = useParam('id')
  const { data, error, refetch } = useAnswer(readLead, { params: { id } }, { staleTime: 0 })
  const [told, setTold] = useState<string>()
  if (error?.problem === 'not-found') return <NotFound />
  const lead = data?.answer
  if (!lead) return <NotYet what="the lead" loaded={false} error={error} onRetry={() => void refetch()} />
  return (
    <div className={`${classes.page} ${classes.narrow}`}>
      <AppLink to="/leads">All leads</AppLink>
      <Head lead={lead} onDone={setTold} />
      {told && (
        <Banner kind="success" onDismiss={() => setTold(undefined)}>
          {told}
        </Banner>
      )}
      <Callbacks lead={lead} onDone={setTold} />
      <Details key={lead.version} lead={lead} onDone={setTold} />
    </div>
  )
}

type PartProps = { lead: Lead; onDone: (says: string) => void }

function Head({ lead, onDone }: PartProps) {
  const [assigning, setAssigning] = useState(false)
  return (
    <>
      <PageHeader
        title={lead.name}
        documentTitle={`${lead.name} · Leads`}
        subtitle={
          lead.user ? (
            <>
              Assigned to{' '}
              <AppLink to={`/users/${lead.user.id}`}>
                <bdi>{lead.user.name}</bdi>
              </AppLink>
            </>
          ) : (
            'Unassigned'
          )
        }
        actions={<AppButton onClick={() => setAssigning(true)}>Assign…</AppButton>}
      />
      {assigning && (
        <AssignDialog target={{ ids: [lead.id] }} count={1} onClose={() => setAssigning(false)} onDone={onDone} />
      )}
    </>
  )
}

function Callbacks({ lead, onDone }: PartProps) {
  const [planning, setPlanning] = useState(false)
  const { data, error, refetch } = useAnswer(listCallbacks, { query: { lead: lead.id } }, { staleTime: 0 })
  const items = data?.answer.items
  return (
    <section className={classes.card} aria-labelledby="callbacks">
      <div className={classes.head}>
        <h2 id="callbacks">Planned callbacks</h2>
        <AppButton small icon={<PlusIcon size={14} />} onClick={() => setPlanning(true)}>
          Plan callback
        </AppButton>
      </div>
      <NotYet what="the callbacks" loaded={items !== undefined} error={error} onRetry={() => void refetch()} />
      {items?.length === 0 && <p className="rc-muted">None is planned.</p>}
      {items && items.length > 0 && <CallbackTable callbacks={items} of="lead" onDone={onDone} />}
      {planning && (
        <PlanCallback
          lead={lead}
          holder={lead.user && { value: lead.user.id, label: lead.user.name }}
          onClose={() => setPlanning(false)}
          onDone={onDone}
        />
      )}
    </section>
  )
}

function Details({ lead, onDone }: PartProps) {
  const [input, setInput] = useState(inputOf(lead))
  const [status, setStatus] = useState<LeadStatus>(lead.status)
  const { send, busy, problem, faults } = useSending(editLead, { prefix: 'lead' })
  const save = async () => {
    const body = { ...valuesOf(input), status }
    const outcome = await send({ params: { id: lead.id }, body }, { ifMatch: etagOf(lead) })
    if (!outcome?.ok) return
    refetchLeads()
    onDone('The lead is saved.')
  }
  return (
    <form
      className={classes.card}
      noValidate
      aria-labelledby="details"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2 id="details">Details</h2>
      <Select
        label="Status"
        name="lead-status"
        options={leadStatuses.map((value) => ({ value, label: statusWords[value] }))}
        value={status}
        onChange={(next) => next && setStatus(next as LeadStatus)}
      />
      <LeadFields input={input} onChange={setInput} faults={faults} />
      {problem && <FieldError id="lead-problem">{problem}</FieldError>}
      <div>
        <AppButton type="submit" look="primary" busy={busy}>
          Save lead
        </AppButton>
      </div>
    </form>
  )
}
