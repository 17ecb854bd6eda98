import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { announce } from '../live-region.tsx'
import { formatNumber, plural } from '../numbers.ts'
import { CheckboxList } from './checkbox-list.tsx'
import type { DualListProps, Move } from './dual-list-props.ts'
import { TwoLists } from './two-lists.tsx'
import classes from './dual-list.module.css'

export function DualListBody(props: DualListProps) {
  const { label, name, options, selected, onChange, more, required, help, error } = props
  const narrow = useMediaQuery('(max-width: 719.98px)', false, { getInitialValueInEffect: false })
  const chosen = useMemo(() => new Set(selected), [selected])
  const move: Move = (ids, where) => {
    const asked = new Set(ids)
    const those = options.filter((option) => asked.has(option.id) && option.lockedWhy === undefined)
    if (those.length === 0) return
    const movedIds = new Set(those.map((option) => option.id))
    const next =
      where === 'selected'
        ? [...selected, ...those.map((o) => o.id).filter((id) => !chosen.has(id))]
        : selected.filter((id) => !movedIds.has(id))
    const what = those.length === 1 ? those[0]?.label : plural(those.length, 'entry', 'entries')
    announce(`${where === 'selected' ? 'Added' : 'Removed'} ${what}. ${next.length} selected`)
    onChange(next)
  }
  const List = narrow ? CheckboxList : TwoLists
  return (
    <fieldset
      id={name}
      className={classes.field}
      aria-describedby={`${name}-help ${name}-error`}
      data-error={error ? true : undefined}
    >
      <legend className={classes.legend}>
        {label}
        {required && <span className={classes.required}> *</span>}
      </legend>
      <List {...props} chosen={chosen} move={move} />
      {more && more.total > options.length && (
        <p className={classes.help}>
          {`${formatNumber(options.length)} of ${formatNumber(more.total)} stand here. Search finds the others.`}
        </p>
      )}
      {help && (
        <p id={`${name}-help`} className={classes.help}>
          {help}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
