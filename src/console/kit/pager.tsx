import { ChevronLeftIcon, ChevronRightIcon, ChevronsLeftIcon, ChevronsRightIcon } from './icons.ts'
import { AppButton } from './button.tsx'
import { formatNumber } from './numbers.ts'
import classes from './pager.module.css'

export const pageSizes = [25, 50, 100, 200] as const
export type PageSize = (typeof pageSizes)[number]

export type PagerProps = {
  /** What is paged: "users". */
  what: string
  size: PageSize
  onSize: (size: PageSize) => void
  /** Absent where there is nothing that way. */
  onFirst?: () => void
  onPrevious?: () => void
  onNext?: () => void
  /** The pointer or the focus is on Next: what it leads to may be fetched already. */
  onNearNext?: () => void
  onLast?: () => void
  /** How many rows stand on this page, and how many there are in all (undefined while they are counted). */
  rows: number
  total?: number
  /** Where this page begins, counted from 1, when it is known: keyset pages do not always know. */
  from?: number
}

/** Keyset paging: no page numbers, because people come and go while one reads. */
export function Pager({
  what,
  size,
  onSize,
  onFirst,
  onPrevious,
  onNext,
  onNearNext,
  onLast,
  rows,
  total,
  from,
}: PagerProps) {
  const of = total === undefined ? '' : ` of ${formatNumber(total)}`
  const shown =
    rows === 0
      ? `No ${what}`
      : from === undefined
        ? `${formatNumber(rows)}${of}`
        : `${formatNumber(from)}–${formatNumber(from + rows - 1)}${of}`
  return (
    <nav aria-label={`Pages of ${what}`} className={classes.pager}>
      <span className={classes.shown}>{shown}</span>
      <label className={classes.size}>
        <span>Rows</span>
        <select value={size} onChange={(event) => onSize(Number(event.currentTarget.value) as PageSize)}>
          {pageSizes.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </label>
      <span className={classes.buttons}>
        <AppButton
          small
          disabled={!onFirst}
          onClick={onFirst}
          icon={<ChevronsLeftIcon size={14} className="rc-flip" aria-hidden />}
        >
          First
        </AppButton>
        <AppButton
          small
          disabled={!onPrevious}
          onClick={onPrevious}
          icon={<ChevronLeftIcon size={14} className="rc-flip" aria-hidden />}
        >
          Previous
        </AppButton>
        <span onPointerEnter={onNearNext} onFocus={onNearNext}>
          <AppButton
            small
            disabled={!onNext}
            onClick={onNext}
            after={<ChevronRightIcon size={14} className="rc-flip" aria-hidden />}
          >
            Next
          </AppButton>
        </span>
        <AppButton
          small
          disabled={!onLast}
          onClick={onLast}
          after={<ChevronsRightIcon size={14} className="rc-flip" aria-hidden />}
        >
          Last
        </AppButton>
      </span>
    </nav>
  )
}
