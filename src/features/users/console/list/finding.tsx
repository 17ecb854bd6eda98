import { useState, type RefObject } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { AdjustmentsIcon } from '#src/console/kit/icons.ts'
import { later } from '#src/console/kit/later.tsx'
import { AddFilter } from './filters/add-filter.tsx'
import { FilterBar } from './filters/filter-bar.tsx'
import type { FilterPanelProps } from './filters/filter-panel.tsx'
import { SearchBox } from './search/search-box.tsx'
import { Toolbar } from './toolbar.tsx'
import type { List } from './use-list.ts'
import type { Steps } from './use-steps.ts'
import classes from './users-page.module.css'

const FilterPanel = later<FilterPanelProps>(async () => (await import('./filters/filter-panel.tsx')).FilterPanel)

export type FindingProps = {
  list: List
  steps: Steps
  searchRef: RefObject<HTMLInputElement | null>
  filterRef: RefObject<HTMLButtonElement | null>
  adding: boolean
  onAdding: (adding: boolean) => void
}

/** Search, filters and how the list is drawn. */
export function Finding({ list, steps, searchRef, filterRef, adding, onAdding }: FindingProps) {
  const [panel, setPanel] = useState(false)
  const { address, offered, nameOf } = list
  return (
    <>
      <div className={classes.finding}>
        <SearchBox
          ref={searchRef}
          value={address.search}
          onSearch={steps.search}
          onPasteList={(values) => steps.filters({ ...address.filters, named: { op: 'any', values } })}
        />
        <AddFilter
          ref={filterRef}
          filters={address.filters}
          offered={offered}
          onChange={steps.filters}
          opened={adding}
          onOpenChange={onAdding}
        />
        <AppButton
          icon={<AdjustmentsIcon size={16} aria-hidden />}
          onClick={() => setPanel(true)}
          aria-haspopup="dialog"
        >
          All filters
        </AppButton>
        <span className={classes.drawing}>
          <Toolbar
            columns={{
              shown: list.columns,
              available: list.available,
              onChange: steps.columns,
              onReset: () => steps.columns(null),
            }}
            layout={list.layout}
            onLayout={steps.layout}
          />
        </span>
      </div>
      <FilterBar
        filters={address.filters}
        nameOf={nameOf}
        onChange={steps.filters}
        onClear={steps.clear}
        onEmptied={() => filterRef.current?.focus()}
      />
      <FilterPanel
        opened={panel}
        onClose={() => setPanel(false)}
        filters={address.filters}
        offered={offered}
        roles={list.roles}
        onSearch={steps.filters}
        sheet={list.width === 'narrow'}
      />
    </>
  )
}
