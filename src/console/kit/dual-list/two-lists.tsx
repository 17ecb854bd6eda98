import { useMemo, useRef } from 'react'
import { AppButton } from '../button.tsx'
import { ArrowLeftIcon, ArrowRightIcon } from '../icons.ts'
import { formatNumber } from '../numbers.ts'
import { Column } from './column.tsx'
import type { ListProps } from './dual-list-props.ts'
import { LevelButtons } from './level-buttons.tsx'
import { NONE, useMore, useSide } from './use-side.ts'
import classes from './dual-list.module.css'

export function TwoLists({ label, name, options, chosen, move, levels, onLevel, more }: ListProps) {
  const leftList = useRef<HTMLDivElement>(null)
  const rightList = useRef<HTMLDivElement>(null)
  const left = useSide(useMemo(() => options.filter((o) => !chosen.has(o.id)), [options, chosen]))
  const right = useSide(useMemo(() => options.filter((o) => chosen.has(o.id)), [options, chosen]))
  useMore(more, left.search)
  const everything = Math.max(more?.total ?? 0, options.length)
  const addable = left.shown.filter((option) => option.lockedWhy === undefined).map((option) => option.id)
  const take = (ids: readonly number[]) => {
    move(ids, 'selected')
    left.setTicked(NONE)
  }
  const give = (ids: readonly number[]) => {
    move(ids, 'available')
    right.setTicked(NONE)
  }
  // After a button the focus goes back to the list where one was choosing; after Enter it is there already.
  const add = (ids: readonly number[]) => {
    take(ids)
    focusInto(leftList.current)
  }
  const remove = (ids: readonly number[]) => {
    give(ids)
    focusInto(rightList.current)
  }
  const common = { name, label, dragType: `rollcall-${name}`.toLowerCase() }
  const available = everything - chosen.size
  const found = left.shown.length === available ? '' : `${formatNumber(left.shown.length)} of `
  return (
    <div className={classes.lists}>
      <Column
        {...common}
        title="Available"
        side={left}
        list={leftList}
        count={`${found}${formatNumber(available)}`}
        empty="Everything is selected"
        onMove={add}
        onDropped={give}
      />
      <Buttons
        onAdd={left.ticked.size > 0 && (() => add([...left.ticked]))}
        onRemove={right.ticked.size > 0 && (() => remove([...right.ticked]))}
        onAddShown={addable.length > 0 && (() => add(addable))}
      />
      <Column
        {...common}
        title="Selected"
        side={right}
        list={rightList}
        count={`${formatNumber(chosen.size)} of ${formatNumber(everything)}`}
        empty="Nothing selected"
        onMove={remove}
        onDropped={take}
        levels={levels}
        onLevel={onLevel}
      >
        {onLevel && <LevelButtons options={right.all} ticked={right.ticked} levels={levels ?? {}} onLevel={onLevel} />}
      </Column>
    </div>
  )
}

const focusInto = (list: HTMLElement | null) => {
  if (!list?.contains(document.activeElement)) list?.focus()
}

/** `false`: nothing to do for it now. */
type Doing = (() => void) | false

function Buttons({ onAdd, onRemove, onAddShown }: { onAdd: Doing; onRemove: Doing; onAddShown: Doing }) {
  const can = (doing: Doing) => ({ disabled: doing === false, onClick: doing === false ? undefined : doing })
  return (
    <div className={classes.between}>
      <AppButton small after={<ArrowRightIcon size={14} className="rc-flip" aria-hidden />} {...can(onAdd)}>
        Add
      </AppButton>
      <AppButton small icon={<ArrowLeftIcon size={14} className="rc-flip" aria-hidden />} {...can(onRemove)}>
        Remove
      </AppButton>
      <AppButton small look="quiet" {...can(onAddShown)}>
        Add all shown
      </AppButton>
    </div>
  )
}
