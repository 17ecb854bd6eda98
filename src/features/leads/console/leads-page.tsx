import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { PlusIcon, UploadIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useGo, useSearch, type Search } from '#src/console/routing.tsx'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { listLeads, type LeadsWanted } from '../contract.ts'
import { Chosen } from './chosen.tsx'
import { LeadFilters } from './lead-filters.tsx'
import { LeadTable } from './lead-table.tsx'
import { LeadTabs } from './lead-tabs.tsx'
import { MayManage } from './may-manage.tsx'
import { NewLead } from './new-lead.tsx'
import { useSelecting } from '#src/console/kit/selecting.tsx'
import classes from './leads.module.css'

const HERE = '/leads'

/** `/leads`: every lead, whose it is, and handing them out (HOUSE-3). */
export const LeadsPage = () => (
  <MayManage>
    <Leads />
  </MayManage>
)

function wantedIn({ search, user, status, list }: Search): LeadsWanted {
  const named = Object.entries({ search, user, status, list }).filter(([, value]) => value)
  return Object.fromEntries(named)
}

function Leads() {
  const address = useSearch()
  const go = useGo()
  const wanted = wantedIn(address)
  const { after } = address
  const query = { ...wanted, ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(listLeads, { query }, { keepPrevious: true, staleTime: 0 })
  const selected = useSelecting(JSON.stringify(wanted))
  const [told, setTold] = useState<string>()
  const [making, setMaking] = useState(false)
  const answer = data?.answer
  const narrowed = Object.keys(wanted).length > 0
  return (
    <div className={classes.page}>
      <PageHeader
        title="Leads"
        count={answer?.total}
        actions={
          <>
            <ButtonLink to="/leads/import" icon={<UploadIcon size={16} />}>
              Import
            </ButtonLink>
            <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setMaking(true)}>
              New lead
            </AppButton>
          </>
        }
      />
      <LeadTabs at={wanted.user === 'nobody' ? 'unassigned' : 'all'} />
      <LeadFilters wanted={wanted} onWant={(next) => go(HERE, { search: next })} />
      {told && (
        <Banner kind="success" onDismiss={() => setTold(undefined)}>
          {told}
        </Banner>
      )}
      {answer && answer.items.length > 0 && (
        <Chosen
          page={answer.items}
          total={answer.total}
          selected={selected}
          target={selected.all ? { matching: wanted } : { ids: [...selected.ids] }}
          onDone={setTold}
        />
      )}
      <NotYet what="the leads" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.items.length === 0 && <Nothing narrowed={narrowed} />}
      {answer && answer.items.length > 0 && <LeadTable leads={answer.items} selected={selected} />}
      <MorePages what="leads" to={HERE} of={wanted} after={after} next={answer?.next} />
      {making && <NewLead onClose={() => setMaking(false)} onDone={setTold} />}
    </div>
  )
}

const Nothing = ({ narrowed }: { narrowed: boolean }) =>
  narrowed ? (
    <EmptyState title="No lead matches" actions={<ButtonLink to={HERE}>Show all leads</ButtonLink>} />
  ) : (
    <EmptyState title="No leads yet" actions={<ButtonLink to="/leads/import">Import a file</ButtonLink>}>
      New leads go round the active users who take them, in turn.
    </EmptyState>
  )
