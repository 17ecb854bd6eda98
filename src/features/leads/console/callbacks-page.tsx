import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useSelecting } from '#src/console/kit/selecting.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useGo, useSearch, type Search } from '#src/console/routing.tsx'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { listCallbacks, type CallbacksFound } from '../contract/callbacks.ts'
import { foundWhen } from './callback-days.ts'
import { CallbackFilters, type CallbackSearch } from './callback-filters.tsx'
import { CallbackTable } from './callback-table.tsx'
import { ChosenCallbacks } from './chosen-callbacks.tsx'
import { LeadTabs } from './lead-tabs.tsx'
import { MayManage } from './may-manage.tsx'
import { PlanCallback } from './plan-callback.tsx'
import classes from './leads.module.css'

const HERE = '/leads/callbacks'

/** `/leads/callbacks`: everything that was promised and by whom, what is overdue at the front (HOUSE-3). */
export const CallbacksPage = () => (
  <MayManage>
    <Callbacks />
  </MayManage>
)

function searchIn({ when, user, lead, zone }: Search): CallbackSearch {
  const named = Object.entries({ when, user, lead, zone }).filter(([, value]) => value)
  return Object.fromEntries(named)
}

/** As the server is asked. What is meant by today stays so while the page is open. */
function foundBy({ when, user, lead, zone }: CallbackSearch, now: Date): CallbacksFound {
  return {
    ...foundWhen(when, now),
    ...(user ? { user } : {}),
    ...(lead ? { lead } : {}),
    ...(zone ? { timeZone: zone } : {}),
  }
}

function Callbacks() {
  const address = useSearch()
  const go = useGo()
  const [opened] = useState(() => new Date())
  const search = searchIn(address)
  const { after } = address
  const found = foundBy(search, opened)
  const query = { ...found, ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(listCallbacks, { query }, { keepPrevious: true, staleTime: 0 })
  const selected = useSelecting(JSON.stringify(search))
  const [told, setTold] = useState<string>()
  const [planning, setPlanning] = useState(false)
  const answer = data?.answer
  return (
    <div className={classes.page}>
      <PageHeader
        title="Callbacks"
        documentTitle="Callbacks · Leads"
        count={answer?.total}
        actions={
          <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setPlanning(true)}>
            Plan callback
          </AppButton>
        }
      />
      <LeadTabs at="callbacks" />
      <CallbackFilters wanted={search} onWant={(next) => go(HERE, { search: next })} />
      {told && (
        <Banner kind="success" onDismiss={() => setTold(undefined)}>
          {told}
        </Banner>
      )}
      <NotYet what="the callbacks" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.items.length === 0 && <Nothing narrowed={Object.keys(search).length > 0} late={search.when} />}
      {answer && answer.items.length > 0 && (
        <>
          <ChosenCallbacks
            page={answer.items}
            total={answer.total}
            selected={selected}
            target={selected.all ? { matching: found } : { ids: [...selected.ids] }}
            onDone={setTold}
          />
          <CallbackTable callbacks={answer.items} of="everybody" selected={selected} onDone={setTold} />
        </>
      )}
      <MorePages what="callbacks" to={HERE} of={{ ...search }} after={after} next={answer?.next} />
      {planning && <PlanCallback holder={null} onClose={() => setPlanning(false)} onDone={setTold} />}
    </div>
  )
}

function Nothing({ narrowed, late }: { narrowed: boolean; late: string | undefined }) {
  if (!narrowed) return <EmptyState title="No callback is planned">Plan one here, or on the page of a lead.</EmptyState>
  return (
    <EmptyState
      title={late === 'overdue' ? 'No callback is overdue' : 'No callback matches'}
      actions={<ButtonLink to={HERE}>Show all callbacks</ButtonLink>}
    />
  )
}
