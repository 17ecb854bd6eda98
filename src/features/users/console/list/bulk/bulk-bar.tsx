import { useEffect, useId, useRef, type Dispatch, type ReactNode, type Ref } from 'react'
import { AppButton, IconButton, TextButton } from '#src/console/kit/button.tsx'
import { ChevronDownIcon, XIcon } from '#src/console/kit/icons.ts'
import { Menu, type MenuItem } from '#src/console/kit/menu.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import {
  countOf,
  isEmpty,
  movedAway,
  type SelectionState,
  type SelectionStep,
  type Shown,
} from '../selection/selection.ts'
import { useSetTotal } from '../selection/use-set-total.ts'
import classes from './bulk-bar.module.css'

/** What can be done with the selected people. The first ones stand as buttons, the others under "More". */
export type BulkAction = MenuItem & { readonly key: string; readonly prominent?: true }
/** "Assign": several things that can be done, behind one button. */
export type BulkMenu = { readonly label: string; readonly items: readonly MenuItem[] }

export type BulkBarProps = {
  state: SelectionState
  dispatch: Dispatch<SelectionStep>
  shown: Shown
  /** What is shown now: how many match, in words which, and how many there are in all. */
  matching: { readonly total: number | undefined; readonly words: readonly string[] }
  everybody: { readonly total: number | undefined; readonly words: string }
  /** Of those ticked, how many the filters hide; undefined where nobody is hidden or it is not known yet. */
  hidden: number | undefined
  /** Lists those who are ticked, whatever the filters; absent where they are what is listed. */
  onShowSelected?: () => void
  menus: readonly BulkMenu[]
  actions: readonly BulkAction[]
  /** One of them is on its way. */
  busy: boolean
  /** Why the last one was refused. */
  problem?: string
  ref: Ref<HTMLDivElement>
}

/** Floats at the foot of the list as long as somebody is selected (CONSOLE 4.1, 4.3). */
export function BulkBar({ state, dispatch, ref, ...rest }: BulkBarProps) {
  if (!isEmpty(state.selection)) {
    return (
      <Bar ref={ref}>
        <Scope state={state} dispatch={dispatch} {...rest} />
        <Moved state={state} dispatch={dispatch} shown={rest.shown} />
        {rest.problem && (
          <p role="alert" className={classes.problem}>
            {rest.problem}
          </p>
        )}
        <Actions menus={rest.menus} actions={rest.actions} busy={rest.busy} />
        <IconButton label="Clear the selection" icon={<XIcon size={16} />} onClick={() => dispatch({ do: 'clear' })} />
      </Bar>
    )
  }
  if (state.cleared === null) return null
  return (
    <Bar ref={ref}>
      <span>Selection cleared.</span>
      <AppButton small onClick={() => dispatch({ do: 'undo' })}>
        Undo
      </AppButton>
    </Bar>
  )
}

/** Whatever is pressed in it may go with what it did; the focus then stays in the bar, and does not fall to the page. */
function Bar({ children, ref }: { children: ReactNode; ref: Ref<HTMLDivElement> }) {
  const place = useRef<HTMLDivElement>(null)
  const within = useRef(false)
  useEffect(() => {
    if (within.current && document.activeElement === document.body) place.current?.querySelector('button')?.focus()
  })
  return (
    <div
      ref={place}
      className={classes.place}
      // The menus are no part of it: they stand elsewhere in the page, and give the focus back themselves.
      onFocus={({ currentTarget, target }) => (within.current = currentTarget.contains(target))}
      onBlur={({ target }) => (within.current = !target.isConnected)}
    >
      <div ref={ref} role="group" aria-label="Bulk actions" className={classes.bar}>
        {children}
      </div>
    </div>
  )
}

type ScopeProps = Omit<BulkBarProps, 'ref' | 'menus' | 'actions' | 'busy' | 'problem'>

/** Names the set, and offers the others. */
function Scope({ state, dispatch, shown, matching, everybody, hidden, onShowSelected }: ScopeProps) {
  const hint = useId()
  const { selection, picked } = state
  const total = useSetTotal(selection, shown, matching.total, everybody.total)
  const moved = movedAway(selection, shown)
  const narrowed = matching.words.length > 0
  const items: (MenuItem | false)[] = [
    picked.size > 0 && {
      label: `Only these ${formatNumber(picked.size)}`,
      checked: selection.mode === 'some',
      onSelect: () => dispatch({ do: 'picked' }),
    },
    narrowed && {
      label: `All ${number(matching.total)} matching: ${matching.words.join(', ')}`,
      checked: selection.mode === 'matching' && !moved,
      onSelect: () => dispatch({ do: 'matching', people: shown.people }),
    },
    {
      label: `All ${number(everybody.total)} users${everybody.words}`,
      checked: selection.mode === 'all' && !moved,
      onSelect: () => dispatch({ do: 'all', site: shown.site }),
    },
  ]
  return (
    <span className={classes.scope}>
      <Menu
        label="Who is selected"
        align="start"
        groups={[{ items }]}
        target={
          <AppButton
            small
            after={<ChevronDownIcon size={14} aria-hidden />}
            aria-haspopup="menu"
            aria-describedby={hidden ? hint : undefined}
          >
            {sayCount(state, total)}
          </AppButton>
        }
      />
      {hidden !== undefined && hidden > 0 && (
        <span id={hint} className="rc-muted">
          {formatNumber(hidden)} hidden by filters
        </span>
      )}
      {onShowSelected && <TextButton onClick={onShowSelected}>Show selected</TextButton>}
    </span>
  )
}

const number = (n: number | undefined) => (n === undefined ? '…' : formatNumber(n))

/** "37 selected", "All 12,430 selected", "12,427 of 12,430 (3 left out)". */
export function sayCount({ selection }: SelectionState, total: number | undefined): string {
  if (selection.mode === 'some') return `${formatNumber(selection.ids.size)} selected`
  const left = selection.excluded.size
  if (left === 0) return `All ${number(total)} selected`
  return `${number(countOf(selection, total ?? null) ?? undefined)} of ${number(total)} (${formatNumber(left)} left out)`
}

/** The filters changed under a set that they made: the person says which of the two is meant. */
function Moved({ state, dispatch, shown }: { state: SelectionState; dispatch: Dispatch<SelectionStep>; shown: Shown }) {
  const { selection, kept } = state
  if (!movedAway(selection, shown)) return null
  if (kept) return <span className="rc-muted">chosen by earlier filters</span>
  return (
    <span className={classes.moved} role="status">
      The filters have changed.
      <AppButton small onClick={() => dispatch({ do: 'keep' })}>
        Keep this selection
      </AppButton>
      <AppButton
        small
        onClick={() =>
          dispatch(
            selection.mode === 'all' ? { do: 'all', site: shown.site } : { do: 'matching', people: shown.people },
          )
        }
      >
        Follow the new filters
      </AppButton>
    </span>
  )
}

function Actions({ menus, actions, busy }: Pick<BulkBarProps, 'menus' | 'actions' | 'busy'>) {
  const rest = actions.filter((action) => !action.prominent)
  return (
    <>
      {menus.map(({ label, items }) => (
        <Menu
          key={label}
          label={label}
          align="start"
          groups={[{ items }]}
          target={
            <AppButton small after={<ChevronDownIcon size={14} aria-hidden />} aria-haspopup="menu">
              {label}
            </AppButton>
          }
        />
      ))}
      {actions.map(
        (action) =>
          action.prominent &&
          'onSelect' in action && (
            <AppButton key={action.key} small icon={action.icon} disabled={busy} onClick={action.onSelect}>
              {action.label}
            </AppButton>
          ),
      )}
      {rest.length > 0 && (
        <Menu
          label="More actions"
          groups={[
            { items: rest.filter((action) => !action.danger) },
            { items: rest.filter((action) => action.danger) },
          ]}
          target={
            <AppButton small busy={busy} after={<ChevronDownIcon size={14} aria-hidden />} aria-haspopup="menu">
              More
            </AppButton>
          }
        />
      )}
    </>
  )
}
