import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { leadStatuses, listLeadLists, type LeadsWanted } from '../contract.ts'
import { useUserNamed } from './use-named.ts'
import { loadActiveUsers } from './widgets/active-users.ts'
import { statusWords } from './words.ts'
import classes from './leads.module.css'

type LeadFiltersProps = { wanted: LeadsWanted; onWant: (next: LeadsWanted) => void }

/** What narrows the list. The search is asked for with Enter or its button, a choice at once. */
export function LeadFilters({ wanted, onWant }: LeadFiltersProps) {
  const { search = '', status, list, user } = wanted
  const [typed, setTyped] = useState(search)
  const [asked, setAsked] = useState(search)
  // Going back changes what stands here.
  if (asked !== search) {
    setAsked(search)
    setTyped(search)
  }
  const lists = useAnswer(listLeadLists, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const holder = useUserNamed(user)
  const set = (more: { [N in keyof LeadsWanted]?: string | undefined }) => {
    const next = Object.entries({ ...wanted, search: typed.trim(), ...more }).filter(([, value]) => value)
    onWant(Object.fromEntries(next))
  }
  return (
    <form
      role="search"
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault()
        set({})
      }}
    >
      <TextField
        label="Find a lead"
        name="lead-search"
        type="search"
        value={typed}
        onChange={setTyped}
        maxLength={200}
      />
      <AppButton type="submit">Find</AppButton>
      {user !== 'nobody' && (
        <RemotePicker
          label="Assigned to"
          name="lead-user"
          clearable
          chosen={holder}
          onChoose={([one]) => set({ user: one?.value })}
          load={loadActiveUsers}
        />
      )}
      <Select
        label="Status"
        name="lead-status"
        clearable
        placeholder="Any"
        options={leadStatuses.map((value) => ({ value, label: statusWords[value] }))}
        value={status ?? null}
        onChange={(next) => set({ status: next ?? undefined })}
      />
      {lists.length > 0 && (
        <Select
          label="List"
          name="lead-list"
          clearable
          placeholder="Any"
          options={lists.map((value) => ({ value, label: value }))}
          value={list ?? null}
          onChange={(next) => set({ list: next ?? undefined })}
        />
      )}
    </form>
  )
}
