import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { Role } from '../../../../roles/contract.ts'
import { filters as definitions, type Filter, type FilterName, type Filters } from '../../../contract/filters.ts'
import { FilterEditor } from './filter-editor.tsx'
import { asksForAgents, ruled, without } from './filter-rules.ts'
import { sentence } from './sentences.ts'
import { useNames } from './use-directory.ts'
import classes from './filter-panel.module.css'

export type FilterPanelProps = {
  opened: boolean
  onClose: () => void
  filters: Filters
  offered: readonly FilterName[]
  roles: readonly Role[]
  onSearch: (filters: Filters) => void
  /** From below, on a narrow screen. */
  sheet: boolean
}

/** All filters at once, for those who set several: nothing happens before Search. */
export function FilterPanel({ opened, onClose, sheet, ...rest }: FilterPanelProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Filters"
      side={sheet ? 'bottom' : 'end'}
      size={sheet ? '85%' : 420}
    >
      {opened && <PanelForm {...rest} onClose={onClose} />}
    </Drawer>
  )
}

function PanelForm({ filters, offered, roles, onSearch, onClose }: Omit<FilterPanelProps, 'opened' | 'sheet'>) {
  const [draft, setDraft] = useState(filters)
  const nameOf = useNames(draft)
  const set = (name: FilterName, filter: Filter | undefined) =>
    setDraft((before) => (filter ? { ...before, [name]: filter } : without(before, name)))
  const shown: FilterName[] = offered.filter((name) => name !== 'skill')
  if (asksForAgents(draft, roles)) shown.splice(shown.indexOf('role') + 1, 0, 'skill')
  const search = (event: FormEvent) => {
    event.preventDefault()
    onSearch(ruled(draft, roles).filters)
    onClose()
  }
  const count = Object.keys(ruled(draft, roles).filters).length
  return (
    <form className={classes.form} onSubmit={search}>
      <ul className={classes.list}>
        {shown.map((name, index) => {
          const filter = draft[name]
          return (
            <li key={name}>
              <details name="filter">
                {/* The first takes the focus: a field of a closed one asks for it, too, and could not have it. */}
                <summary data-set={filter ? true : undefined} data-autofocus={index === 0 || undefined}>
                  {filter ? <bdi>{sentence(name, filter, nameOf)}</bdi> : definitions[name].label}
                </summary>
                <div className={classes.editor}>
                  <FilterEditor name={name} filter={filter} onChange={(next) => set(name, next)} />
                </div>
              </details>
            </li>
          )
        })}
      </ul>
      <div className={classes.foot}>
        <AppButton onClick={() => setDraft({})} disabled={count === 0}>
          Clear
        </AppButton>
        <AppButton look="primary" type="submit">
          {count === 0 ? 'Search' : `Search with ${plural(count, 'filter')}`}
        </AppButton>
      </div>
    </form>
  )
}
