import { useState } from 'react'
import { Select } from '#src/console/kit/select.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import type { Search } from '#src/console/routing.tsx'
import { readWhen, sayDays, whenWords, type Days, type When } from './callback-days.ts'
import { loadLeads } from './load-leads.ts'
import { NOBODY, useLeadNamed, useUserNamed } from './use-named.ts'
import { loadActiveUsers } from './widgets/active-users.ts'
import classes from './leads.module.css'

export type CallbackSearch = { when?: string; user?: string; lead?: string; zone?: string }
type CallbackFiltersProps = { wanted: CallbackSearch; onWant: (next: Search) => void }

const loadCallers = async (search: string, signal: AbortSignal) => [
  ...(search === '' ? [NOBODY] : []),
  ...(await loadActiveUsers(search, signal)),
]

/** What narrows the list of callbacks; each choice counts at once. */
export function CallbackFilters({ wanted, onWant }: CallbackFiltersProps) {
  const { user, lead, zone } = wanted
  const named = useUserNamed(user)
  const ofLead = useLeadNamed(lead)
  const set = (more: { [N in keyof CallbackSearch]?: string | undefined }) =>
    onWant(Object.fromEntries(Object.entries({ ...wanted, ...more }).filter(([, value]) => value)))
  return (
    <div role="search" aria-label="Callbacks" className={classes.bar}>
      <WhenFilter key={wanted.when} when={wanted.when} onWhen={(when) => set({ when })} />
      <RemotePicker
        label="Who calls"
        name="callbacks-user"
        clearable
        chosen={user === NOBODY.value ? [NOBODY] : named}
        onChoose={([one]) => set({ user: one?.value })}
        load={loadCallers}
      />
      <RemotePicker
        label="Lead"
        name="callbacks-lead"
        clearable
        chosen={ofLead}
        onChoose={([one]) => set({ lead: one?.value })}
        load={loadLeads}
      />
      <TimeZonePicker
        label="Agreed in the time zone"
        name="callbacks-zone"
        clearable
        placeholder="Any"
        value={zone ?? null}
        onChange={(next) => set({ zone: next ?? undefined })}
      />
    </div>
  )
}

type WhenFilterProps = { when: string | undefined; onWhen: (when: string | undefined) => void }
const NO_DAYS: Days = { from: '', to: '' }

/** Two days are asked for once one of them is chosen. */
function WhenFilter({ when, onWhen }: WhenFilterProps) {
  const read = readWhen(when)
  const [choosing, setChoosing] = useState(false)
  const days = read?.days ?? NO_DAYS
  const between = choosing || read?.when === 'days'
  const setDays = (more: Partial<Days>) => {
    const next = { ...days, ...more }
    onWhen(next.from || next.to ? sayDays(next) : undefined)
  }
  return (
    <>
      <Select
        label="When"
        name="callbacks-when"
        clearable
        placeholder="Any time"
        options={(Object.keys(whenWords) as When[]).map((value) => ({ value, label: whenWords[value] }))}
        value={between ? 'days' : (read?.when ?? null)}
        onChange={(next) => {
          setChoosing(next === 'days')
          if (next !== 'days') onWhen(next ?? undefined)
        }}
      />
      {between && (
        <>
          <TextField
            label="From"
            name="callbacks-from"
            type="date"
            value={days.from}
            onChange={(from) => setDays({ from })}
          />
          <TextField label="To" name="callbacks-to" type="date" value={days.to} onChange={(to) => setDays({ to })} />
        </>
      )}
    </>
  )
}
