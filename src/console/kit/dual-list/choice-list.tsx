import { memo, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection, ListLayout, Text, useDragAndDrop, Virtualizer, type Selection } from 'react-aria-components'
import { LockIcon } from '../icons.ts'
import { announce } from '../live-region.tsx'
import { LEVELS, type DualListProps, type DualOption } from './dual-list-props.ts'
import { byGroup } from './search.ts'
import type { Side } from './two-lists.tsx'
import classes from './dual-list.module.css'

type ChoiceListProps = Pick<DualListProps, 'levels' | 'onLevel'> & {
  label: string
  empty: string
  side: Side
  onMove: (ids: readonly number[]) => void
  /** Entries of the other list were dropped here. */
  onDropped: (ids: readonly number[]) => void
  drag: { type: string }
}

const layoutOptions = { rowHeight: 34, headingHeight: 28 }

export function ChoiceList({ label, empty, side, onMove, onDropped, drag, levels, onLevel }: ChoiceListProps) {
  const { shown, ticked, setTicked } = side
  const byId = useMemo(() => new Map(shown.map((option) => [option.id, option])), [shown])
  const groups = useMemo(() => byGroup(shown), [shown])
  const drop = useDrops(drag.type, onDropped)
  const onSelection = (selection: Selection) => setTicked(unlocked(selection === 'all' ? [...byId.keys()] : ([...selection] as number[]), byId))
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
  const onDoubleClick = (event: MouseEvent) => {
    const id = idUnder(event.target)
    if (id !== undefined) onMove(sayLocked([id], byId))
  }
  return (
    <div className={classes.frame} onKeyDownCapture={onKeyDownCapture} onDoubleClick={onDoubleClick}>
      <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
        <ListBox
          ref={side.list}
          aria-label={label}
          className={classes.list}
          selectionMode="multiple"
          selectionBehavior="toggle"
          selectedKeys={ticked}
          onSelectionChange={onSelection}
          dragAndDropHooks={drop}
          dependencies={levels ? [levels] : undefined}
          items={groups.length === 1 && groups[0]?.name === undefined ? shown : (groups as never)}
          renderEmptyState={() => <div className={classes.empty}>{empty}</div>}
        >
          {(item: DualOption | (typeof groups)[number]) =>
            'id' in item ? (
              <Entry option={item} level={levels?.[item.id]} />
            ) : (
              <ListBoxSection id={`group-${item.name ?? ''}`}>
                <Header className={classes.group}>{item.name ?? 'Others'}</Header>
                <Collection items={item.options} dependencies={levels ? [levels] : undefined}>
                  {(option) => <Entry option={option} level={levels?.[option.id]} />}
                </Collection>
              </ListBoxSection>
            )
          }
        </ListBox>
      </Virtualizer>
    </div>
  )
}

const Entry = memo(function Entry({ option, level }: { option: DualOption; level: number | undefined }) {
  return (
    <ListBoxItem id={option.id} textValue={option.label} className={classes.entry} data-locked={option.lockedWhy ? true : undefined}>
      {({ isSelected }) => (
        <>
          <span className={classes.tick} data-on={isSelected || undefined} aria-hidden />
          <Text slot="label" className={classes.name}>
            <bdi>{option.label}</bdi>
          </Text>
          {level !== undefined && <span className={classes.level}>Level {level}</span>}
          {option.lockedWhy && (
            <Text slot="description" className={classes.why}>
              <LockIcon size={12} aria-hidden /> {option.lockedWhy}
            </Text>
          )}
        </>
      )}
    </ListBoxItem>
  )
})

/** The entry at an element: React Aria writes the key of each on it. */
function idUnder(target: EventTarget): number | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[role="option"]')?.dataset['key'] : undefined
  return key === undefined ? undefined : Number(key)
}

type ById = ReadonlyMap<number, DualOption>

const unlocked = (ids: readonly number[], byId: ById) => new Set(ids.filter((id) => byId.get(id)?.lockedWhy === undefined))

/** A locked entry can be reached, so that its reason is read, but not moved. */
function sayLocked(ids: readonly number[], byId: ById): readonly number[] {
  const free = [...unlocked(ids, byId)]
  const why = ids.map((id) => byId.get(id)?.lockedWhy).find(Boolean)
  if (free.length === 0 && why !== undefined) announce(why)
  return free
}

/** Dragging between the two lists: a bonus, the keys and buttons do the same. */
function useDrops(type: string, onDropped: (ids: readonly number[]) => void) {
  const latest = useRef(onDropped)
  latest.current = onDropped
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [type]: String(key) })),
    acceptedDragTypes: [type],
    getDropOperation: () => 'move',
    onRootDrop: (event) => {
      const ids = event.items.map((item) => (item.kind === 'text' ? item.getText(type) : Promise.resolve('')))
      void Promise.all(ids).then((texts) => latest.current(texts.filter(Boolean).map(Number)))
    },
  })
  return dragAndDropHooks
}
