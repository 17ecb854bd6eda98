import { useRef, useState } from 'react'
import { Chip } from '#src/console/kit/chip.tsx'
import { TextButton } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { Popover } from '#src/console/kit/popover.tsx'
import { filterNames, type Filter, type FilterName, type Filters } from '../../../contract/filters.ts'
import { without } from './filter-rules.ts'
import { FilterStep } from './filter-step.tsx'
import { sentence, type NameOf } from './sentences.ts'
import { useUnmatched } from './use-unmatched.ts'
import classes from './filter-bar.module.css'

export type ChangeFilters = (filters: Filters, how?: { replace?: boolean }) => void

export type FilterBarProps = {
  filters: Filters
  nameOf: NameOf
  onChange: ChangeFilters
  onClear: () => void
  /** Where the focus goes when the last chip is gone. */ onEmptied: () => void
}

/** The filters that stand above the list, each a sentence: edited in place, applied at once. */
export function FilterBar({ filters, nameOf, onChange, onClear, onEmptied }: FilterBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const names = filterNames.filter((name) => filters[name] !== undefined)
  const remove = (name: FilterName) => {
    const at = names.indexOf(name)
    announce(`Removed: ${sentence(name, filters[name]!, nameOf)}`)
    onChange(without(filters, name))
    if (names.length === 1) return onEmptied()
    // The chip that takes its place, or the last one.
    requestAnimationFrame(() => {
      const chips = bar.current?.querySelectorAll<HTMLElement>('[data-chip] button:first-of-type')
      chips?.[Math.min(at, chips.length - 1)]?.focus()
    })
  }
  if (names.length === 0) return null
  return (
    <div ref={bar} className={classes.chips} role="group" aria-label="Filters">
      {names.map((name) => (
        <FilterChip
          key={name}
          name={name}
          filter={filters[name]!}
          text={sentence(name, filters[name]!, nameOf)}
          onChange={(filter, how) => onChange({ ...filters, [name]: filter }, how)}
          onRemove={() => remove(name)}
        />
      ))}
      <TextButton onClick={onClear}>Clear all</TextButton>
    </div>
  )
}

type FilterChipProps = {
  name: FilterName
  filter: Filter
  text: string
  onChange: (filter: Filter, how: { replace: boolean }) => void
  onRemove: () => void
}

function FilterChip({ name, filter, text, onChange, onRemove }: FilterChipProps) {
  const [opened, setOpened] = useState(false)
  // One step back undoes the whole edit, so only its first change is a step of the history.
  const [changed, setChanged] = useState(false)
  // Unticking the last value is on the way to another one; only closing it like that takes the chip away.
  const [emptied, setEmptied] = useState(false)
  const open = (next: boolean) => {
    setOpened(next)
    if (next) setChanged(false)
    else if (emptied) onRemove()
  }
  const change = (next: Filter | undefined) => {
    setEmptied(next === undefined)
    if (next === undefined) return
    onChange(next, { replace: changed })
    setChanged(true)
  }
  return (
    <span data-chip>
      <Popover
        opened={opened}
        onOpenChange={open}
        label={`Edit filter: ${text}`}
        target={
          <Chip text={text} onEdit={() => open(!opened)} onRemove={onRemove} expanded={opened}>
            <bdi>{text}</bdi>
            {name === 'named' && <NotFound filter={filter} />}
          </Chip>
        }
      >
        <FilterStep name={name} filter={emptied ? undefined : filter} onChange={change} />
      </Popover>
    </span>
  )
}

/** " · 2 not found": who they are stands in the chip's editor. */
function NotFound({ filter }: { filter: Filter }) {
  const { length } = useUnmatched(filter)
  return length > 0 ? ` · ${formatNumber(length)} not found` : null
}
