import { useState, type Ref } from 'react'
import { fold } from '#src/contract/text.ts'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { FilterIcon } from '#src/console/kit/icons.ts'
import { Popover } from '#src/console/kit/popover.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { filters as definitions, type Filter, type FilterName, type Filters } from '../../../contract/filters.ts'
import type { ChangeFilters } from './filter-bar.tsx'
import { without } from './filter-rules.ts'
import { FilterStep } from './filter-step.tsx'
import classes from './add-filter.module.css'

export type AddFilterProps = {
  filters: Filters
  /** Those that this tenant has and that make sense now. */
  offered: readonly FilterName[]
  onChange: ChangeFilters
  opened: boolean
  onOpenChange: (opened: boolean) => void
  ref: Ref<HTMLButtonElement>
}

/** "+ Filter": first which, then what; each tick applies at once. */
export function AddFilter({ filters, offered, onChange, opened, onOpenChange, ref }: AddFilterProps) {
  const [name, setName] = useState<FilterName>()
  const [changed, setChanged] = useState(false)
  const open = (next: boolean) => {
    if (next) {
      setName(undefined)
      setChanged(false)
    }
    onOpenChange(next)
  }
  const apply = (filter: Filter | undefined) => {
    if (!name) return
    onChange(filter ? { ...filters, [name]: filter } : without(filters, name), { replace: changed })
    setChanged(true)
  }
  return (
    <Popover
      opened={opened}
      onOpenChange={open}
      label="Add a filter"
      target={
        <AppButton
          ref={ref}
          icon={<FilterIcon size={16} aria-hidden />}
          onClick={() => open(!opened)}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          Filter
        </AppButton>
      }
    >
      {name ? (
        <FilterStep
          key={name}
          className={classes.step}
          before={<TextButton onClick={() => setName(undefined)}>Other filters</TextButton>}
          name={name}
          filter={filters[name]}
          onChange={apply}
        />
      ) : (
        <FilterNames offered={offered} filters={filters} onChoose={setName} />
      )}
    </Popover>
  )
}

function FilterNames({
  offered,
  filters,
  onChoose,
}: {
  offered: readonly FilterName[]
  filters: Filters
  onChoose: (name: FilterName) => void
}) {
  const [search, setSearch] = useState('')
  const found = offered.filter((name) => fold(definitions[name].label).includes(fold(search.trim())))
  return (
    <div className={classes.step}>
      <TextField
        name="filter-search"
        label="Find a filter"
        type="search"
        value={search}
        onChange={setSearch}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0]) onChoose(found[0])
        }}
      />
      <ul className={classes.names}>
        {found.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => onChoose(name)} data-set={filters[name] ? true : undefined}>
              {definitions[name].label}
              {filters[name] && <span className="rc-muted">in use</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="rc-muted">No filter has “{search}” in its name.</p>}
    </div>
  )
}
