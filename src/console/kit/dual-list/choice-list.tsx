import { useEffect, useMemo, useRef, type DragEvent, type KeyboardEvent, type RefObject } from 'react'
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
  type Selection,
} from 'react-aria-components'
import { LockIcon } from '../icons.ts'
import { announce } from '../live-region.tsx'
import { LEVELS, type DualListProps, type DualOption } from './dual-list-props.ts'
import { byGroup, type OptionGroup } from './search.ts'
import type { Side } from './use-side.ts'
import classes from './dual-list.module.css'

type ChoiceListProps = Pick<DualListProps, 'levels' | 'onLevel'> & {
  label: string
  empty: string
  side: Side
  list: RefObject<HTMLDivElement | null>
  onMove: (ids: readonly number[]) => void
  /** Entries of the other list were dropped here. */
  onDropped: (ids: readonly number[]) => void
  dragType: string
}

/** Known to the list's state and missing from the component's type. */
const REACHABLE: object = { disabledBehavior: 'selection' }

/** React finds the place of each new sibling by walking over those beside it: 10,000 at once took 0.2 s, in blocks none. */
const BLOCK = 200

const layoutOptions = { rowHeight: 34, headingHeight: 28 }

export function ChoiceList({
  label,
  empty,
  side,
  list,
  onMove,
  onDropped,
  dragType,
  levels,
  onLevel,
}: ChoiceListProps) {
  const { shown, ticked, setTicked } = side
  const byId = useMemo(() => new Map(shown.map((option) => [option.id, option])), [shown])
  const entries = useMemo(() => byGroup(shown).map((group) => section(group, levels)), [shown, levels])
  const locked = useMemo(
    () => shown.filter((option) => option.lockedWhy !== undefined).map((option) => option.id),
    [shown],
  )
  // React Aria's own set is kept as it is: it remembers from where Shift extends.
  const onSelection = (selection: Selection) =>
    setTicked(selection === 'all' ? unlocked([...byId.keys()], byId) : (selection as Set<number>))
  const aimed = (target: EventTarget) => {
    const focused = idUnder(target)
    return ticked.size > 0 ? [...ticked] : focused === undefined ? [] : [focused]
  }
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const level = LEVELS.find((n) => String(n) === event.key)
    const ids = aimed(event.target)
    if (event.key === 'Enter') onMove(sayLocked(ids, byId))
    else if (onLevel && level && !event.ctrlKey && !event.metaKey) for (const id of ids) onLevel(id, level)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragType)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
  }
  const drops = {
    onDragStart: (event: DragEvent) => {
      const dragged = idUnder(event.target)
      if (dragged === undefined) return
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData(dragType, [...new Set([...ticked, dragged])].join())
    },
    onDragEnter: accept,
    onDragOver: accept,
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      onDropped(event.dataTransfer.getData(dragType).split(',').filter(Boolean).map(Number))
    },
  }
  const frame = useRef<HTMLDivElement>(null)
  useDoubleClick(frame, (id) => onMove(sayLocked([id], byId)))
  return (
    <div ref={frame} className={classes.frame} onKeyDownCapture={onKeyDownCapture} {...drops}>
      <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
        <ListBox
          ref={list}
          aria-label={label}
          className={classes.list}
          selectionMode="multiple"
          selectionBehavior="toggle"
          selectedKeys={ticked}
          // Locked entries can be reached, so that their reason is read, but not ticked.
          disabledKeys={locked}
          {...REACHABLE}
          onSelectionChange={onSelection}
          renderEmptyState={() => <div className={classes.empty}>{empty}</div>}
        >
          {entries}
        </ListBox>
      </Virtualizer>
    </div>
  )
}

/**
 * Dragging is a bonus for the mouse, so it is the browser's own: React Aria's would tell screen readers that Enter
 * begins a drag, and here Enter moves.
 */
const draggable = (element: HTMLDivElement | null) => element?.setAttribute('draggable', 'true')

function section({ name, options }: OptionGroup, levels: ChoiceListProps['levels']) {
  if (name === undefined) return blocks(options, levels)
  return (
    <ListBoxSection key={name} id={`group-${name}`}>
      <Header className={classes.group}>{name}</Header>
      {blocks(options, levels)}
    </ListBoxSection>
  )
}

const blocks = (options: readonly DualOption[], levels: ChoiceListProps['levels']) =>
  Array.from({ length: Math.ceil(options.length / BLOCK) }, (_, n) => (
    <Collection key={n} items={options.slice(n * BLOCK, (n + 1) * BLOCK)} dependencies={[levels]}>
      {(option) => entry(option, levels?.[option.id])}
    </Collection>
  ))

/** A function and not a component: of ten thousand, React Aria lays out all and draws a dozen. */
function entry(option: DualOption, level: number | undefined) {
  return (
    <ListBoxItem
      ref={draggable}
      id={option.id}
      textValue={option.label}
      className={classes.entry}
      data-locked={option.lockedWhy ? true : undefined}
    >
      {({ isSelected }) => (
        <>
          <span className={classes.tick} data-on={isSelected || undefined} aria-hidden />
          <bdi className={classes.name}>{option.label}</bdi>
          {level !== undefined && <span className={classes.level}>Level {level}</span>}
          {option.lockedWhy && (
            <span className={classes.why}>
              <LockIcon size={12} aria-hidden /> {option.lockedWhy}
            </span>
          )}
        </>
      )}
    </ListBoxItem>
  )
}

/**
 * Calls with the entry on which a double click began. Between its clicks an answer may come, and another entry, or none, stand
 * under the pointer; whoever double clicks means the one that they saw when they pressed.
 */
function useDoubleClick(frame: RefObject<HTMLElement | null>, onEntry: (id: number) => void): void {
  const latest = useRef(onEntry)
  useEffect(() => {
    latest.current = onEntry
  })
  useEffect(() => {
    let pressed: number | undefined
    const down = ({ detail, target }: MouseEvent) => {
      if (detail > 1) return
      pressed = target instanceof Element && frame.current?.contains(target) ? idUnder(target) : undefined
    }
    const double = () => {
      if (pressed !== undefined) latest.current(pressed)
      pressed = undefined
    }
    window.addEventListener('mousedown', down, true)
    window.addEventListener('dblclick', double, true)
    return () => {
      window.removeEventListener('mousedown', down, true)
      window.removeEventListener('dblclick', double, true)
    }
  }, [frame])
}

/** The entry at an element: React Aria writes the key of each on it. */
function idUnder(target: EventTarget): number | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[role="option"]')?.dataset['key'] : undefined
  return key === undefined ? undefined : Number(key)
}

type ById = ReadonlyMap<number, DualOption>

const unlocked = (ids: readonly number[], byId: ById) =>
  new Set(ids.filter((id) => byId.get(id)?.lockedWhy === undefined))

/** A locked entry can be reached, so that its reason is read, but not moved. */
function sayLocked(ids: readonly number[], byId: ById): readonly number[] {
  const free = [...unlocked(ids, byId)]
  const why = ids.map((id) => byId.get(id)?.lockedWhy).find(Boolean)
  if (free.length === 0 && why !== undefined) announce(why)
  return free
}
