import { Checkbox } from '#src/console/kit/choices.tsx'
import { PhoneText } from '#src/console/kit/phone-text.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { TimeText, useNow } from '#src/console/kit/time-text.tsx'
import { AppLink } from '#src/console/routing.tsx'
import type { Lead } from '../contract.ts'
import type { Selecting } from '#src/console/kit/selecting.tsx'
import { statusWords } from './words.ts'
import classes from './leads.module.css'

const NOTHING = <span className="rc-muted">–</span>

export function LeadTable({ leads, selected }: { leads: readonly Lead[]; selected: Selecting }) {
  const columns: PlainColumn<Lead>[] = [
    {
      label: 'Name',
      cell: (lead) => (
        <span className={classes.name}>
          <Checkbox
            ariaLabel={`Select ${lead.name}`}
            checked={selected.has(lead)}
            onChange={(on) => selected.toggle([lead], on)}
          />
          <AppLink to={`/leads/${lead.id}`}>
            <bdi>{lead.name}</bdi>
          </AppLink>
        </span>
      ),
    },
    { label: 'Phone', wide: true, cell: ({ phone }) => (phone ? <PhoneText e164={phone} /> : NOTHING) },
    { label: 'Status', wide: true, cell: ({ status }) => statusWords[status] },
    { label: 'User', wide: true, cell: (lead) => <Holder lead={lead} /> },
    { label: 'List', wide: true, cell: ({ list }) => (list ? <bdi>{list}</bdi> : NOTHING) },
    {
      label: 'Next callback',
      wide: true,
      cell: ({ nextCallback }) => (nextCallback ? <Due at={nextCallback} /> : NOTHING),
    },
    { label: 'Added', wide: true, cell: ({ createdAt }) => <TimeText at={createdAt} unfocusable /> },
  ]
  return <PlainTable caption="Leads, newest first" columns={columns} rows={leads} idOf={({ id }) => id} />
}

const Holder = ({ lead: { user } }: { lead: Lead }) =>
  user ? (
    <AppLink to={`/users/${user.id}`}>
      <bdi>{user.name}</bdi>
    </AppLink>
  ) : (
    <span className="rc-muted">Unassigned</span>
  )

/** When a callback is due, and that its time is over. */
export function Due({ at }: { at: string }) {
  const late = new Date(at) < useNow()
  return (
    <span className={late ? classes.overdue : undefined}>
      {late && 'Overdue: '}
      <TimeText at={at} exact unfocusable />
    </span>
  )
}
