import { useState, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { kinds } from '../../contract/kinds.ts'
import { narrowingNames } from './use-narrowing.ts'
import classes from './activity.module.css'

const ALL = 'all'
const NOTHING = Object.fromEntries(narrowingNames.map((name) => [name, undefined]))

/** In the address, so that what was found can be sent to a colleague. Days and types take effect at once, words when sent. */
export function ActivityFilters({ problem, actions }: { problem?: string | undefined; actions?: ReactNode }) {
  const asked = useSearch()
  const setSearch = useSetSearch()
  const { can } = useMe()
  const [text, setText] = useState(asked['text'] ?? '')
  const [address, setAddress] = useState(asked['address'] ?? '')
  const narrowed = narrowingNames.some((name) => asked[name])
  return (
    <form
      role="search"
      className={classes.filters}
      onSubmit={(event) => {
        event.preventDefault()
        setSearch({ text: text.trim() || undefined, address: address.trim() || undefined })
      }}
    >
      {(['from', 'to'] as const).map((name) => (
        <div key={name}>
          <TextField
            label={name === 'from' ? 'From' : 'Until'}
            name={`activity-${name}`}
            type="date"
            value={asked[name] ?? ''}
            onChange={(day) => setSearch({ [name]: day || undefined })}
          />
        </div>
      ))}
      <Select
        label="Type"
        name="activity-type"
        value={asked['type'] ?? ALL}
        onChange={(type) => setSearch({ type: !type || type === ALL ? undefined : type })}
        options={[
          { value: ALL, label: 'Everything' },
          ...Object.entries(kinds)
            .filter(([kind]) => kind !== 'changed' || can('history.read'))
            .map(([value, label]) => ({ value, label })),
        ]}
      />
      <TextField label="Text" name="activity-text" type="search" value={text} onChange={setText} />
      <TextField
        label="Address or network"
        name="activity-address"
        ltr
        value={address}
        onChange={setAddress}
        error={problem}
      />
      <AppButton type="submit">Find</AppButton>
      {narrowed && (
        <AppButton
          look="quiet"
          onClick={() => {
            setText('')
            setAddress('')
            setSearch(NOTHING)
          }}
        >
          Clear
        </AppButton>
      )}
      {actions}
    </form>
  )
}
