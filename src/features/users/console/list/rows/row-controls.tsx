import { useEffect, useRef } from 'react'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { AppLink } from '#src/console/routing.tsx'
import type { UserRow } from '../../../contract/user.ts'
import { fullName } from '../../widgets/user-name.ts'
import { Highlight } from '../search/highlight.tsx'
import { furtherReasons } from '../search/matching.ts'
import { nameId, type RowHandlers, type Ticked } from './row-parts.ts'
import classes from './row-controls.module.css'

type TickProps = {
  label: string
  ticked: Ticked
  onTick: (on: boolean, range: boolean) => void
  tabIndex?: number
  /** Some of the rows below are ticked. */
  partly?: boolean
}

/** The browser's own checkbox: a hundred of them stand on a page, and each has to answer within a frame. */
export function Tick({ label, ticked, onTick, tabIndex, partly = ticked === 'unknown' }: TickProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly
  }, [partly])
  return (
    <label className={classes.tick}>
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        title={ticked === 'unknown' ? 'Selected by other filters, or not: unknown here' : undefined}
        checked={ticked !== 'no'}
        tabIndex={tabIndex}
        onChange={(event) => onTick(event.currentTarget.checked, (event.nativeEvent as MouseEvent).shiftKey)}
      />
    </label>
  )
}

type RowTickProps = { row: UserRow; ticked: Ticked; current: boolean; handlers: RowHandlers }

export const RowTick = ({ row, ticked, current, handlers }: RowTickProps) => (
  <Tick
    label={`Select ${fullName(row)}`}
    ticked={ticked}
    tabIndex={current ? 0 : -1}
    // A box between ticked and not becomes ticked when pressed; here that means leaving the person out.
    onTick={(on, range) => handlers.tick(row.id, ticked === 'unknown' ? false : on, range)}
  />
)

type NameProps = { row: UserRow; search: string; current: boolean; withUsername?: boolean }

/** The name, which opens the page of the person, and below it why the row matched where that is not seen elsewhere. */
export function Name({ row, search, current, withUsername = true }: NameProps) {
  const reasons = search === '' ? [] : furtherReasons(row, search)
  return (
    <span className={classes.name}>
      <AppLink
        id={nameId(row.id)}
        to={`/users/${row.id}`}
        className={classes.link}
        tabIndex={current ? 0 : -1}
        data-row={row.id}
      >
        <bdi>
          <Highlight text={fullName(row)} search={search} />
        </bdi>
      </AppLink>
      <span className={classes.below}>
        {withUsername && reasons.length === 0 && (
          <bdi dir="ltr">
            <Highlight text={row.username} search={search} />
          </bdi>
        )}
        {reasons.map(({ label, text }) => (
          <span key={label}>
            {label} <bdi dir="ltr">{text === '' ? 'matches' : <Highlight text={text} search={search} />}</bdi>
          </span>
        ))}
      </span>
    </span>
  )
}

type MenuButtonProps = { row: UserRow; current: boolean; handlers: RowHandlers }

/** "Select action". The menu itself is one for the whole list. */
export function MenuButton({ row, current, handlers }: MenuButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={`Actions for ${fullName(row)}`}
      aria-haspopup="menu"
      tabIndex={current ? 0 : -1}
      onClick={(event) => handlers.menu(row, event.currentTarget.getBoundingClientRect(), event.currentTarget)}
    >
      <DotsIcon size={18} aria-hidden />
    </button>
  )
}
