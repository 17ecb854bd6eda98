import { useState } from 'react'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { TextField } from '#src/console/kit/text-field.tsx'
import type { FilterName } from '../../../contract/filters.ts'
import { useChoices, type Choice } from './use-directory.ts'
import classes from './filter-editor.module.css'

/** More are found by typing. */
const MOST_SHOWN = 60
const SEARCH_FROM = 8

export type ChoiceListProps = {
  name: FilterName
  label: string
  values: readonly string[]
  onChange: (values: readonly string[]) => void
}

/** The values of a filter, each a checkbox; those that were ticked when it opened stand first. */
export function ChoiceList({ name, label, values, onChange }: ChoiceListProps) {
  const [search, setSearch] = useState('')
  const [first] = useState(() => new Set(values))
  const { choices, state } = useChoices(name, search)
  const shown = [...choices.filter((c) => first.has(c.value)), ...choices.filter((c) => !first.has(c.value))].slice(
    0,
    MOST_SHOWN,
  )
  const toggle = (choice: Choice, on: boolean) =>
    onChange(on ? [...values, choice.value] : values.filter((value) => value !== choice.value))
  const searchable = search !== '' || choices.length >= SEARCH_FROM
  return (
    <div className={classes.choices}>
      {searchable && (
        <TextField
          name={`filter-${name}-search`}
          label={`Find a ${label.toLowerCase()}`}
          type="search"
          value={search}
          onChange={setSearch}
          autoFocus
        />
      )}
      <ul className={classes.list} aria-label={label}>
        {shown.map((choice) => (
          <li key={choice.value}>
            <Checkbox
              label={<bdi>{choice.label}</bdi>}
              checked={values.includes(choice.value)}
              onChange={(on) => toggle(choice, on)}
            />
          </li>
        ))}
      </ul>
      <Rest choices={choices.length} state={state} search={search} />
    </div>
  )
}

function Rest({ choices, state, search }: { choices: number; state: string; search: string }) {
  if (state === 'loading') return null
  if (state === 'failed') return <p role="alert">These could not be read. Close this and try again.</p>
  if (choices === 0)
    return <p className="rc-muted">{search === '' ? 'There are none yet.' : `Nothing has “${search}” in its name.`}</p>
  return choices > MOST_SHOWN ? (
    <p className="rc-muted">{formatNumber(choices - MOST_SHOWN)} more: type to find them.</p>
  ) : null
}
