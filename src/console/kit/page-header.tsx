import { useEffect, useRef, type ReactNode } from 'react'
import { usePath } from '../routing.tsx'
import { formatNumber } from './numbers.ts'
import classes from './page-header.module.css'

let firstPath: string | undefined
let lastFocused: string | undefined

export type PageHeaderProps = {
  title: string
  /** For the tab: "Ana Lind · Changes". The title alone unless told. */
  documentTitle?: string
  /** "12,430 of 48,210"; a lone number stands for all. */
  count?: number
  total?: number
  /** Beside the title: avatar, status. */
  before?: ReactNode
  after?: ReactNode
  /** Below the title, muted. */
  subtitle?: ReactNode
  actions?: ReactNode
}

/** The page's one H1. It takes the focus when the path changes, so that screen readers say where they are. */
export function PageHeader({ title, documentTitle, count, total, before, after, subtitle, actions }: PageHeaderProps) {
  const path = usePath()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${documentTitle ?? title} · Rollcall`
  }, [documentTitle, title])
  useEffect(() => {
    // The first page keeps the browser's own start, so that the skip link comes first.
    firstPath ??= path
    // The header of the page that is being left hears of the new path, too, and takes the focus away with it.
    const lost = path !== firstPath && document.activeElement === document.body
    if (lost || (lastFocused !== undefined && lastFocused !== path)) heading.current?.focus({ preventScroll: true })
    lastFocused = path
  }, [path])
  return (
    <header className={classes.header}>
      {before}
      <div className={classes.words}>
        <div className={classes.line}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {count !== undefined && (
            <span className={classes.count}>
              {formatNumber(count)}
              {total !== undefined && total !== count && ` of ${formatNumber(total)}`}
            </span>
          )}
          {after}
        </div>
        {subtitle && <div className="rc-muted">{subtitle}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
